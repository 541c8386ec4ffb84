import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Product, temporaryProject } from '../support/product.ts'

/** Public logs and measurement series that nobody here wrote; they lie beside the checkout, not in it. */
const data = fileURLToPath(new URL('../../../shared/data', import.meta.url))

const yaml = `name: real
sources:
  lines: { type: tail, path: "${data}/logs/*.log", format: lines, to: lines }
  rivers: { type: files, path: "${data}/series/*.csv", to: rivers }
  lake: { type: files, path: "${data}/series/*.tsv", to: lake }
datasets:
  lines: {}
  rivers: {}
  lake: {}
`

/** Lines that hold anything, of all files with this ending. */
function linesIn(folder: string, ending: string): number {
  return readdirSync(join(data, folder))
    .filter((name) => name.endsWith(ending))
    .reduce(
      (sum, name) =>
        sum +
        readFileSync(join(data, folder, name), 'latin1')
          .split('\n')
          .filter((line) => line.trim() !== '').length,
      0,
    )
}

describe.skipIf(!existsSync(data))(
  'a project over real logs and series (skipped where ../shared/data is not there)',
  () => {
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

    const received = async (stream: string) => {
      const { streams } = await product.json<{ streams: Record<string, { received: number }> }>('/api/status')
      return streams[stream]!.received
    }

    it.each([
      ['lines', () => linesIn('logs', '.log')],
      // Each file has one line of names.
      [
        'rivers',
        () =>
          linesIn('series', '.csv') - readdirSync(join(data, 'series')).filter((name) => name.endsWith('.csv')).length,
      ],
      ['lake', () => linesIn('series', '.tsv') - 1],
    ])('holds exactly as many records as the inputs of %s have', async (dataset, count) => {
      const wanted = count()
      expect(wanted).toBeGreaterThan(1000)
      await expect.poll(() => received(dataset)).toBe(wanted)
      await product.untilStored()
      const [row] = await product.rows<{ n: number }>(`select count(*)::int as n from ${dataset}`)
      const rejected = await product
        .rows<{ n: number }>(`select count(*)::int as n from ${dataset}_rejected`)
        .catch(() => [{ n: 0 }])
      expect(row!.n + rejected[0]!.n).toBe(wanted)
    })

    it('finds in them what grep finds', async () => {
      const text = readdirSync(join(data, 'logs'))
        .filter((name) => name.endsWith('.log'))
        .map((name) => readFileSync(join(data, 'logs', name), 'latin1'))
        .join('\n')
      const wanted = text
        .split('\n')
        .filter((line) => /(^|[^a-z0-9_])authentication failure([^a-z0-9_]|$)/i.test(line)).length
      expect(wanted).toBeGreaterThan(100)
      const { total } = await product.json<{ total: number }>('/api/search', {
        kql: '"authentication failure"',
        in: ['lines'],
        limit: 1,
        histogram: { buckets: 10 },
      })
      expect(total).toBe(wanted)
    })
  },
)
