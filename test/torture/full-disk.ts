/** A real full disk: a small file system in memory, filled and freed again and again while records come. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { caudal, Product } from '../support/product.ts'
import type { Impossible, TortureResult } from './torture.ts'

const yaml = `name: full
streams:
  events: {}
datasets:
  events: {}
`

export async function fullDisk({ count }: { count: number }): Promise<TortureResult | Impossible> {
  const folder = mkdtempSync(join(tmpdir(), 'caudal-full-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=96m', 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    rmSync(folder, { recursive: true })
    return { impossible: 'this user may not mount a small file system' }
  }
  const violations: string[] = []
  const product = new Product(folder)
  const acknowledged = new Set<number>()
  let refused = 0
  let next = 0
  const send = async () => {
    const ids = Array.from({ length: 200 }, () => next++)
    const body = ids.map((id) => JSON.stringify({ id, text: 'f'.repeat(200) })).join('\n')
    const response = await product.request('/ingest/events', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-ndjson' },
    })
    const answer = await response.text()
    if (response.status === 200) for (const id of ids) acknowledged.add(id)
    else if (response.status === 503) {
      refused++
      if (!response.headers.get('retry-after')) violations.push('a refusal without Retry-After')
    } else violations.push(`answered ${response.status}: ${answer}`)
    return response.status
  }
  try {
    await writeFile(join(folder, 'caudal.yaml'), yaml)
    await product.start()
    for (let round = 0; round < count; round++) {
      for (let n = 0; n < 5; n++) await send()
      const { bavail, bsize } = statfsSync(folder)
      const ballast = join(folder, 'ballast')
      fill(ballast, bavail * bsize)
      const before = refused
      for (let n = 0; n < 40 && refused < before + 3; n++) await send()
      if (refused === before) violations.push(`round ${round}: a full disk refused nothing`)
      const reads = await product
        .rows<{ n: number }>('select count(*) as n from events')
        .catch((error: Error) => error.message)
      if (typeof reads === 'string') violations.push(`round ${round}: reads fail while the disk is full: ${reads}`)
      rmSync(ballast)
      const start = performance.now()
      while ((await send()) !== 200) {
        if (performance.now() - start > 10_000) {
          violations.push(`round ${round}: still refusing 10 seconds after there was space`)
          break
        }
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    }
    await product.untilStored()
    const rows = await product.json<{ rows: { id: number }[] }>('/api/sql', {
      sql: 'select id from events',
      limits: { rows: 10_000_000 },
    })
    const present = rows.rows.map(({ id }) => Number(id))
    if (new Set(present).size !== present.length) violations.push('records stand twice')
    const held = new Set(present)
    const lost = [...acknowledged].filter((id) => !held.has(id)).length
    if (lost > 0) violations.push(`${lost} acknowledged records are lost`)
    const unknown = present.filter((id) => !acknowledged.has(id)).length
    if (unknown > 0) violations.push(`${unknown} records are stored that were refused`)
    const verify = await caudal(['verify', '--project', folder])
    if (verify.code !== 0) violations.push(`verify: ${verify.stdout}${verify.stderr}`)
  } catch (error) {
    violations.push(error instanceof Error ? error.message : String(error))
  } finally {
    await product.kill()
    execFileSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true })
  }
  return {
    figure: `filled and freed ${count} times, ${acknowledged.size} records acknowledged, ${refused} requests refused`,
    violations,
  }
}

/** Writes until nothing is left. */
function fill(path: string, bytes: number): void {
  try {
    writeFileSync(path, Buffer.alloc(bytes))
  } catch {
    // Full is what was wanted; what is left is taken in small pieces.
  }
  for (let size = 1 << 20; size >= 4096; size /= 2) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(size), { flag: 'a' })
    } catch {
      // Full for this size.
    }
  }
}
