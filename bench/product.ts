/** The product under measurement: a project of its own in a temporary folder, started by its public command. */
import { readdirSync, readFileSync } from 'node:fs'
import { Product, temporaryProject } from '../test/support/product.ts'
import { pause } from './run.ts'

export const eventsProject = `name: bench
streams:
  events: {}
datasets:
  events: {}
`

export async function startedProduct(yaml = eventsProject): Promise<{ product: Product; stop(): Promise<void> }> {
  const { folder, remove } = await temporaryProject(yaml)
  const product = new Product(folder)
  await product.start()
  return {
    product,
    async stop() {
      await product.stop()
      await remove()
    },
  }
}

/** What a request needs: port, token. */
export function targetOf(product: Product): { port: number; headers: Record<string, string> } {
  const { url, token } = product.connection()
  return {
    port: Number(new URL(url).port),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
  }
}

/** Memory of a process and all of its descendants, in bytes, by Linux' /proc. Shared pages count once in `pss`, in each of them in `rss`. */
export function treeMemory(root: number): { rss: number; pss: number } {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = Number(/\) \S (\d+)/.exec(maybeRead(`/proc/${name}/stat`))?.[1])
    children.set(parent, [...(children.get(parent) ?? []), Number(name)])
  }
  const pids = [root]
  for (const pid of pids) pids.push(...(children.get(pid) ?? []))
  const rollups = pids.map((pid) => maybeRead(`/proc/${pid}/smaps_rollup`))
  const sum = (key: string) =>
    rollups.reduce((total, text) => total + Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0), 0)
  return { rss: sum('Rss') * 1024, pss: sum('Pss') * 1024 }
}

function maybeRead(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** Milliseconds until a dataset has this many rows. */
export async function untilRows(product: Product, dataset: string, rows: number): Promise<number> {
  const start = performance.now()
  for (;;) {
    const [answer] = await product.rows<{ n: number }>(`select count(*)::bigint as n from ${dataset}`)
    if (Number(answer?.n ?? 0) >= rows) return performance.now() - start
    if (performance.now() - start > 600_000) throw new Error(`only ${answer?.n} of ${rows} rows after 10 minutes`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/** Compaction and index have nothing left to do. */
export async function untilAtRest(product: Product): Promise<void> {
  let last = ''
  for (let still = 0; still < 4; ) {
    await pause(1500)
    const { datasets } = await product.json<{
      datasets: { name: string; files: number; bytes: number; index_bytes: number }[]
    }>('/api/datasets')
    const now = JSON.stringify(
      datasets
        .filter(({ name }) => name === 'events')
        .map(({ files, bytes, index_bytes }) => [files, bytes, index_bytes]),
    )
    still = now === last ? still + 1 : 0
    last = now
  }
}
