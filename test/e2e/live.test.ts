import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeclaredPart } from '../../src/model/declared-part.ts'
import type { LiveReport } from '../../src/model/live-report.ts'
import type { StatusReport } from '../../src/model/status-report.ts'
import { eventually } from '../support/eventually.ts'
import { Product, temporaryProject } from '../support/product.ts'

const yaml = `name: living
sources:
  shop: { type: simulate, simulator: web_traffic, to: shop }
streams:
  events: {}
datasets:
  shop: { retention: 30d }
  events: {}
monitors:
  quiet: { on: events, when: "false" }
endpoints:
  /count: { sql: "select count(*) as n from events" }
`

describe('a project that is looked at', () => {
  let product: Product
  let remove: () => Promise<void>

  beforeAll(async () => {
    const project = await temporaryProject(yaml)
    remove = project.remove
    product = new Product(project.folder)
    await product.start()
  })

  afterAll(async () => {
    await product.stop()
    await remove()
  })

  /** The first so many reports. */
  async function look(count: number, token = product.connection().token): Promise<LiveReport[]> {
    const leave = new AbortController()
    const response = await fetch(`${product.connection().url}/api/live`, {
      headers: { authorization: `Bearer ${token}` },
      signal: leave.signal,
    })
    expect(response.status).toBe(200)
    const reports: LiveReport[] = []
    let rest = ''
    for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
      const events = (rest + part).split('\n\n')
      rest = events.pop()!
      for (const event of events) if (event.startsWith('data: ')) reports.push(JSON.parse(event.slice(6)) as LiveReport)
      if (reports.length >= count) break
    }
    leave.abort()
    return reports
  }
  const source = async () => (await product.json<StatusReport>('/api/status')).sources.shop!

  it('tells all who look how it fares, first with the samples of the past, then with what is new', async () => {
    await eventually(source, ({ records }) => records > 0)
    const [mine, theirs] = await Promise.all([look(3), look(2)])
    const [first, ...later] = mine
    expect(first!.status.streams.shop!.received).toBeGreaterThan(0)
    expect(first!.monitors).toMatchObject([{ name: 'quiet', state: 'ok' }])
    expect(Object.keys(first!.series)).toEqual(
      expect.arrayContaining(['source:shop', 'stream:shop', 'rejected:shop', 'dataset:shop', 'endpoint:/count']),
    )
    for (const { series } of later) expect(series['source:shop']!.length).toBeLessThanOrEqual(3)
    expect(first!.series['source:shop']!.length).toBeGreaterThanOrEqual(1)
    expect(theirs[1]!.project).toBe(mine[1]!.project)
  })

  it('tells a token for some names nothing of the others', async () => {
    const made = await product.json<{ token: string }>('/api/tokens', {
      name: 'some',
      role: 'reader',
      only: ['events'],
    })
    const [report] = await look(1, made.token)
    expect(Object.keys(report!.status.streams)).toEqual(['events'])
    expect(JSON.stringify(report)).not.toContain('shop')
    expect(JSON.stringify(report)).not.toContain('quiet')
  })

  it('shows a part as the project file writes it, and what its options mean', async () => {
    const part = await product.json<DeclaredPart>('/api/project/sources/shop')
    expect(part.text).toBe('shop: { type: simulate, simulator: web_traffic, to: shop }')
    expect(part.options[0]).toMatchObject({ name: 'type', written: true })
    const own = await product.json<DeclaredPart>('/api/project/streams/shop')
    expect(own.text).toBeUndefined()
    expect((await product.request('/api/project/sources/none')).status).toBe(404)
    expect((await product.request('/api/project/roles/none')).status).toBe(400)
  })

  it('keeps a source paused until it is told to go on, over a kill -9, too', async () => {
    const change = (what: string) => product.request(`/api/sources/shop/${what}`, { method: 'POST' })
    expect(await (await change('pause')).json()).toMatchObject({ source: 'shop', state: 'paused' })
    const { received } = (await product.json<StatusReport>('/api/status')).streams.shop!
    await product.kill()
    await product.start()
    expect(await source()).toMatchObject({ state: 'paused', records: 0 })
    expect((await product.json<StatusReport>('/api/status')).streams.shop!.received).toBe(received)
    expect(await (await change('pause')).json()).toMatchObject({ state: 'paused' })
    expect(await (await change('resume')).json()).toMatchObject({ state: 'running' })
    await eventually(source, ({ records }) => records > 0)
    expect((await product.request('/api/sources/none/pause', { method: 'POST' })).status).toBe(404)
  })
})
