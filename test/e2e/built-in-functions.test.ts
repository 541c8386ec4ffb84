import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Product, temporaryProject } from '../support/product.ts'

const yaml = `name: built_ins
streams:
  raw: {}
  stations: {}
functions:
  tidy:
    on: raw
    use:
      - rename: { fields: { fecha: at, lugar: place, media: temp } }
      - clean: { fields: { at: timestamp, temp: { type: number, unit: °C } }, decimal: ",", date_order: dmy }
      - lookup: { file: rivers.csv, on: { place: id } }
      - dedupe: { key: [place, at] }
      - route: { routes: [{ when: "temp > 30", to: hot }] }
    to: readings
  summed: { on: readings, use: { window: { time: at, size: 1d, by: [place], aggregates: { mean: mean(temp), n: count } } }, to: days }
  placed: { on: readings, use: { lookup: { dataset: stations, on: { place: id }, take: [height], missing: reject } }, to: placed }
datasets:
  stations: {}
  readings: { time: at }
  hot: {}
  days: {}
  placed: {}
  tidy_errors: {}
  placed_errors: {}
`

describe('built-in functions', () => {
  let product: Product
  let folder: string
  let remove: () => Promise<void>

  const send = async (stream: string, type: string, body: string) => {
    const answer = await product.request(`/ingest/${stream}`, {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    })
    expect(answer.status).toBeLessThan(300)
  }
  const csv = (rows: string) => send('raw', 'text/csv', `fecha;lugar;media\n${rows}\n`)

  beforeAll(async () => {
    const project = await temporaryProject(yaml)
    remove = project.remove
    folder = project.folder
    await writeFile(join(folder, 'rivers.csv'), 'id,river\nP-01,Ebro\n')
    product = new Product(folder)
    await product.start()
    await send('stations', 'application/x-ndjson', '{"id":"P-01","height":200}\n')
    await product.untilStored()
    await csv(
      '05/03/2024 10:00; P-01 ;"16,5 °C"\n05/03/2024 11:00;P-01;17,5\n05/03/2024 11:00;P-01;18\n06/03/2024;P-02;31',
    )
    await csv('06/03/2024;P-01;"64,4 °F"\n31/02/2024;P-01;1\n07/03/2024;P-01;warm')
    await product.untilStored()
  })

  afterAll(async () => {
    await product.stop()
    await remove()
  })

  it('clean, enrich, deduplicate and route in one chain', async () => {
    expect(await product.rows('select _time, place, temp, river from readings order by _time')).toEqual([
      { _time: '2024-03-05T10:00:00.000Z', place: 'P-01', temp: 16.5, river: 'Ebro' },
      { _time: '2024-03-05T11:00:00.000Z', place: 'P-01', temp: 17.5, river: 'Ebro' },
      { _time: '2024-03-06T00:00:00.000Z', place: 'P-01', temp: 18, river: 'Ebro' },
    ])
    expect(await product.rows('select place, temp from hot')).toEqual([{ place: 'P-02', temp: 31 }])
  })

  it('reject with reasons what they cannot read', async () => {
    expect((await product.rows('select reason from tidy_errors order by _offset')).map(({ reason }) => reason)).toEqual(
      [
        'cannot read at "31/02/2024" as a timestamp: there is no such day',
        'cannot read temp "warm" as a number: it is no number',
      ],
    )
  })

  it('account for every record', async () => {
    const { streams } = await product.json<{ streams: Record<string, object> }>('/api/status')
    expect(streams.raw).toMatchObject({ received: 7, stored: 4, duplicate: 1, rejected: 2, pending: 0 })
  })

  it('sum up windows of what they gave, also after the process was killed', async () => {
    await product.kill()
    await product.start()
    await csv('05/03/2024 11:00;P-01;20\n07/03/2024;P-01;10')
    await product.untilStored()
    expect(await product.rows('select window_start::varchar as day, mean, n from days order by _offset')).toEqual([
      { day: expect.stringContaining('2024-03-05'), mean: 17, n: 2 },
      { day: expect.stringContaining('2024-03-06'), mean: 18, n: 1 },
    ])
  })

  it('look into a dataset as it is now', async () => {
    expect(await product.rows('select distinct height from placed')).toEqual([{ height: 200 }])
    await send('stations', 'application/x-ndjson', '{"id":"P-03","height":300}\n')
    await product.untilStored()
    const heights = async () => (await product.rows('select height from placed where height = 300')).length
    for (let hour = 1; (await heights()) === 0; hour++) {
      await csv(`08/03/2024 ${hour}:00;P-03;10`)
      await product.untilStored()
      await new Promise((resolve) => setTimeout(resolve, 1000))
    }
    expect(await heights()).toBe(1)
  })

  it('look into a file as it is now', async () => {
    await writeFile(join(folder, 'rivers.csv'), 'id,river\nP-01,Ebro\nP-04,Duero\n')
    const rivers = async () => (await product.rows("select river from readings where river = 'Duero'")).length
    for (let hour = 1; (await rivers()) === 0; hour++) {
      await csv(`09/03/2024 ${hour}:00;P-04;10`)
      await product.untilStored()
    }
    expect(await rivers()).toBe(1)
  })
})
