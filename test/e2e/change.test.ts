import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { Product, temporaryProject } from '../support/product.ts'

const before = `name: changing
streams:
  events: {}
datasets:
  events: {}
`
const after = `${before}  lines: {}
sources:
  lines: { type: tail, path: "logs/*.log", to: lines, poll: 50ms }
`

describe('a project that is edited while it runs', () => {
  let product: Product
  let folder: string
  let remove: () => Promise<void>

  beforeAll(async () => {
    const project = await temporaryProject(before)
    folder = project.folder
    remove = project.remove
    await mkdir(join(folder, 'logs'))
    await writeFile(join(folder, 'logs', 'app.log'), Array.from({ length: 100 }, (_, n) => `line ${n}\n`).join(''))
    product = new Product(folder)
    await product.start()
  })

  afterAll(async () => {
    await product.stop()
    await remove()
  })

  const count = async () => {
    const rows = await product.rows<{ n: number }>('select count(*)::int as n from lines').catch(() => [{ n: -1 }])
    return rows[0]!.n
  }

  it('reads a log folder that four lines of YAML point it at', async () => {
    await writeFile(join(folder, 'caudal.yaml'), after)
    expect(await eventually(count, (n) => n === 100)).toBe(100)
  })

  it('goes on with the old project when the new one is wrong, and says where', async () => {
    await writeFile(join(folder, 'caudal.yaml'), after.replace('type: tail', 'type: tial'))
    const { problems } = await eventually(
      () => product.json<{ problems: { message: string; at: object; hint: string }[] }>('/api/project'),
      ({ problems }) => problems.length > 0,
    )
    expect(problems[0]).toMatchObject({
      message: expect.stringContaining('tial'),
      at: { file: 'caudal.yaml', line: 8 },
      hint: expect.stringContaining('tail'),
    })
    await appendFile(join(folder, 'logs', 'app.log'), 'line 100\n')
    expect(await eventually(count, (n) => n === 101)).toBe(101)
  })

  it('neither loses nor repeats a record when sources are restarted', async () => {
    const applied = () => product.output.split('project file applied').length - 1
    for (let edit = 0; edit < 4; edit++) {
      const before = applied()
      await appendFile(
        join(folder, 'logs', 'app.log'),
        Array.from({ length: 50 }, (_, n) => `edit ${edit} ${n}\n`).join(''),
      )
      await writeFile(join(folder, 'caudal.yaml'), after.replace('poll: 50ms', `poll: ${60 + edit}ms`))
      await expect.poll(applied, { message: 'edits that were applied' }).toBeGreaterThan(before)
    }
    expect(await eventually(count, (n) => n === 301)).toBe(301)
    expect(await product.rows('select count(distinct message)::int as n from lines')).toEqual([{ n: 301 }])
  })

  it('goes on with a stream as it was where it cannot be as declared, until that is mended', async () => {
    const file = join(folder, 'caudal.yaml')
    const problems = async () => {
      const { problems } = await product.json<{ problems: { message: string }[] }>('/api/project')
      return problems.map(({ message }) => message)
    }
    const partitions = (count: number) => after.replace('events: {}', `events: { partitions: ${count} }`)
    const applied = () => product.output.split('project file applied').length
    const earlier = applied()
    await writeFile(file, partitions(2))
    await expect.poll(applied).toBeGreaterThan(earlier)
    await writeFile(file, partitions(1))
    await expect.poll(problems).toEqual(['cannot open stream "events": expecting at least 2 partitions; got 1'])
    await product.json('/ingest/events', { is: 'stored all the same' })
    await product.untilStored()
    expect(await product.rows('select count(*)::int as n from events')).toEqual([{ n: 1 }])
    await writeFile(file, partitions(2))
    await expect.poll(problems).toEqual([])
  })

  it('says that rows stay as they are when fields are declared anew, and how to fill them again', async () => {
    await writeFile(join(folder, 'caudal.yaml'), after.replace('lines: {}', 'lines: { fields: { message: string } }'))
    await eventually(
      async () => product.output,
      (output) => output.includes('caudal rebuild lines'),
    )
    expect(product.output).toContain('dataset "lines" has other fields')
    await writeFile(join(folder, 'caudal.yaml'), after.replace('events: {}', 'events: { partitions: 2 }'))
  })

  it('stops within five seconds at SIGTERM, and has everything when it starts again', async () => {
    const { code, ms } = await product.stop()
    expect(code).toBe(0)
    expect(ms).toBeLessThan(5000)
    await product.start()
    expect(await count()).toBe(301)
  })
})
