import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { caudal, Product, temporaryProject } from '../support/product.ts'

const yaml = `name: absent
sources:
  landing: { type: files, path: "ladning/*.ndjson", to: rows, poll: 50ms, settle: 10ms }
  logs: { type: tail, path: ["logs/*.log"], to: lines, poll: 50ms }
datasets: { rows: {} }
`

describe('a source whose folder does not exist', () => {
  let product: Product
  let folder: string
  let remove: () => Promise<void>
  const problems = async () => (await product.json<{ problems: string[] }>('/api/status')).problems

  beforeAll(async () => {
    const project = await temporaryProject(yaml)
    folder = project.folder
    remove = project.remove
    await mkdir(join(folder, 'landing'))
    await mkdir(join(folder, 'logs'))
    product = new Product(folder)
    await product.start()
  })

  afterAll(async () => {
    await product.stop()
    await remove()
  })

  it('is warned of by the check with place and hint, which says fine all the same', async () => {
    const { code, stdout, stderr } = await caudal(['check', folder])
    expect(code).toBe(0)
    expect(stderr).toBe(
      'warning: cannot find folder "ladning" of path "ladning/*.ndjson"\n  caudal.yaml:3:33\n  hint: Did you mean "landing"?\n\n',
    )
    expect(stdout).toContain('fine:')
    const { warnings } = JSON.parse((await caudal(['check', folder, '--json'])).stdout) as { warnings: object[] }
    expect(warnings).toMatchObject([{ message: expect.stringContaining('ladning'), at: { line: 3, column: 33 } }])
  })

  it('is a problem until the folder is there, and is read from then on', async () => {
    const told = await eventually(problems, (all) => all.length > 0)
    expect(told).toEqual([
      'Source "landing" (caudal.yaml:3:3) cannot find folder "ladning" of path "ladning/*.ndjson". Did you mean "landing"?',
    ])
    await mkdir(join(folder, 'ladning'))
    await writeFile(join(folder, 'ladning', 'a.ndjson'), '{"n":1}\n')
    expect(await eventually(problems, (all) => all.length === 0)).toEqual([])
    await product.untilStored()
    expect(await product.rows('select n::int as n from rows')).toEqual([{ n: 1 }])
  })

  it('is told at once when it is tried; where no file fits, where it was looked', async () => {
    const attempt = (path: string) =>
      product.request('/api/sources/test', {
        method: 'POST',
        body: JSON.stringify({ name: 'tried', declaration: { type: 'tail', path, to: 'tried' } }),
        headers: { 'content-type': 'application/json' },
      })
    const absent = await attempt('lgos/*.log')
    expect(absent.status).toBe(404)
    expect(await absent.json()).toMatchObject({
      message: 'cannot find folder "lgos" of path "lgos/*.log"',
      hint: 'Did you mean "logs"?',
    })
    expect(await (await attempt('logs/*.log')).json()).toMatchObject({
      state: 'empty',
      records: [],
      looked: [join(folder, 'logs/*.log')],
    })
  })
})
