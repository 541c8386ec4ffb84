import { check } from '../power-cut/check.ts'
import { crashState } from '../power-cut/crash.ts'
import { Random } from '../power-cut/random.ts'
import { type OperationName, RecordingDisk } from '../power-cut/recording-disk.ts'
import { partitions, type Story, tell } from '../power-cut/scenario.ts'

/** What each operation may fail with. */
const codes: Readonly<Record<OperationName, readonly string[]>> = {
  open: ['EIO', 'EMFILE', 'ENOSPC'],
  list: ['EIO', 'EMFILE'],
  makeFolder: ['EIO', 'ENOSPC'],
  rename: ['EIO', 'ENOSPC'],
  remove: ['EIO'],
  syncFolder: ['EIO', 'EMFILE'],
  stat: ['EIO'],
  writev: ['EIO', 'ENOSPC', 'short EIO', 'short ENOSPC'],
  read: ['EIO'],
  datasync: ['EIO', 'ENOSPC'],
  truncate: ['EIO'],
  size: ['EIO'],
}

/** How many operations fail in a row: a hiccup, and a disk that is gone or full for a while. */
const outages = [1, 25]

/**
 * Tells one story again and again, each time with another operation failing in another way, and holds what is then on the disk
 * against what was promised: after a kill, and after a power cut. `stride` tries only every so many operations.
 */
export async function ioErrors({ seed = 1, stride = 1 }: { seed?: number; stride?: number } = {}): Promise<{
  cases: number
  violations: string[]
}> {
  const operations: OperationName[] = []
  await run(seed, (operation) => {
    operations.push(operation)
    return undefined
  })
  const violations: string[] = []
  let cases = 0
  for (let at = 0; at < operations.length; at += stride) {
    for (const code of codes[operations[at]!]) {
      for (const length of outages) {
        cases++
        const name = `seed ${seed}, operation ${at} (${operations[at]}) fails with ${code}, ${length} in a row`
        for (const violation of await failing(seed, at, code, length)) violations.push(`${name}: ${violation}`)
      }
    }
  }
  return { cases, violations }
}

async function failing(seed: number, at: number, code: string, length: number): Promise<string[]> {
  const random = new Random(seed + at)
  const isShort = code.startsWith('short ')
  let count = 0
  try {
    const { disk, story } = await run(seed, () => {
      const isFailing = count >= at && count < at + length
      count++
      return isFailing ? { code: code.replace('short ', ''), written: isShort ? random.below(600) : 0 } : undefined
    })
    const end = disk.events.length
    const cut = crashState(disk.start, disk.events, end, random)
    // An outage may outlast every attempt to make a failed write undone: then only what was acknowledged is certain.
    const isCertain = length === 1
    return [
      ...(await told(disk, story, end, isCertain)),
      ...(await told(new RecordingDisk(cut), story, end, isCertain)),
      ...recovered(story),
    ]
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)]
  }
}

async function told(disk: RecordingDisk, story: Story, at: number, isCertain: boolean): Promise<string[]> {
  disk.fault = () => undefined
  const violations = await check(disk, story, at)
  return isCertain ? violations : violations.filter((violation) => !/was refused|is answered with/.test(violation))
}

/** The last appends come when the disk is well again. */
function recovered(story: Story): string[] {
  const refused = story.attempts.slice(-partitions).filter(({ acknowledged }) => !acknowledged)
  return refused.map((attempt) => `nothing is taken any more: ${attempt.refused?.error}`)
}

async function run(seed: number, fault: RecordingDisk['fault']): Promise<{ disk: RecordingDisk; story: Story }> {
  const disk = new RecordingDisk()
  disk.fault = fault
  const story = await tell({ random: new Random(seed), disk, isRetained: true, runs: 2, steps: 8 })
  return { disk, story }
}
