/**
 * How close the segment log comes to the disk: appends beside a bare loop of `writev` and `fdatasync` over the same bytes, in one
 * run. `node bench/segment-log.ts [seconds each]`
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { realFileSystem } from '../src/lib/file-system.ts'
import { openSegmentLog } from '../src/streams/segment-log/index.ts'

const seconds = Number(process.argv[2] ?? 3)
const event = `${JSON.stringify({ level: 'info', service: 'api', message: 'x'.repeat(205) })}\n`

/** Runs the task side by side for the time and returns how many went through a second. */
async function rate(sideBySide: number, task: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  let done = 0
  const worker = async () => {
    while (performance.now() - start < seconds * 1000) {
      await task()
      done++
    }
  }
  await Promise.all(Array.from({ length: sideBySide }, worker))
  return done / ((performance.now() - start) / 1000)
}

/** One write and one sync after the other, each of what `sideBySide` writers would bring. */
async function bareRate(folder: string, bytes: Uint8Array, sideBySide: number): Promise<number> {
  const file = await realFileSystem.open(join(folder, 'bare'), 'w')
  const buffers = Array.from({ length: sideBySide }, () => bytes)
  let position = 0
  const groups = await rate(1, async () => {
    await file.writev(buffers, position)
    await file.datasync()
    position = (position + bytes.length * sideBySide) % 2 ** 30
  })
  await file.close()
  return groups * sideBySide
}

const folder = await mkdtemp(join(tmpdir(), 'caudal-bench-'))
try {
  console.log(`events of ${event.length} B, ${seconds} s each`)
  for (const [count, sideBySide] of [
    [1000, 16],
    [1, 64],
  ] as const) {
    const bytes = Buffer.from(event.repeat(count))
    const bare = await bareRate(folder, bytes, sideBySide)
    const log = await openSegmentLog(join(folder, `log-${count}`))
    const stream = await log.open('events', { partitions: 1, retention_bytes: 2 ** 29 })
    const appends = await rate(sideBySide, () => stream.append([{ origin: { source: 'http' }, bytes, count }]))
    await log.close()
    const [logEvents, bareEvents] = [appends * count, bare * count].map(Math.round)
    console.log(
      `batches of ${count}, ${sideBySide} at once: ${logEvents} events/s, bare ${bareEvents} events/s, ratio ${(appends / bare).toFixed(2)}`,
    )
  }
} finally {
  await rm(folder, { recursive: true })
}
