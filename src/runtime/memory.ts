/** The memory of the product's processes. Linux tells that of another process in /proc; elsewhere only our own is known. */
import { readFile } from 'node:fs/promises'
import type { MemoryReport } from '../model/status-report.ts'

export async function memoryOf(children: ReadonlyMap<string, number>): Promise<MemoryReport> {
  const rss: Record<string, number> = {}
  const pss: Record<string, number> = {}
  for (const [name, pid] of [['main', process.pid] as const, ...children]) {
    const rollup = await maybeRead(`/proc/${pid}/smaps_rollup`)
    const resident = maybeBytes(rollup, 'Rss') ?? maybeBytes(await maybeRead(`/proc/${pid}/status`), 'VmRSS')
    const shared = maybeBytes(rollup, 'Pss')
    if (resident !== undefined) rss[name] = resident
    if (shared !== undefined) pss[name] = shared
  }
  rss.main ??= process.memoryUsage.rss()
  return { rss_bytes: rss, ...(pss.main === undefined ? {} : { pss_bytes: pss }) }
}

/** The file may be missing (a process that has ended, another system) or forbidden. */
async function maybeRead(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined)
}

function maybeBytes(text: string | undefined, key: string): number | undefined {
  const kilobytes = new RegExp(`^${key}:\\s+(\\d+) kB$`, 'm').exec(text ?? '')?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
}
