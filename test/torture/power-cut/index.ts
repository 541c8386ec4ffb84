import { check } from './check.ts'
import { crashState } from './crash.ts'
import { Random } from './random.ts'
import { RecordingDisk } from './recording-disk.ts'
import { tell } from './scenario.ts'

/** So many crash states are drawn from each recorded story. */
const statesPerStory = 40

/**
 * Records what the segment log does to a disk, cuts the power at random moments, and opens what may then be on the disk. In every
 * third story the disk fails now and then as well. A violation names the seed that repeats it.
 */
export async function powerCut({ states, seed = 1 }: { states: number; seed?: number }): Promise<{
  states: number
  violations: string[]
}> {
  const violations: string[] = []
  for (let done = 0; done < states; done += statesPerStory) {
    const storySeed = seed + done / statesPerStory
    const count = Math.min(statesPerStory, states - done)
    for (const violation of await cutStory(storySeed, count)) violations.push(`seed ${storySeed}: ${violation}`)
  }
  return { states, violations }
}

async function cutStory(seed: number, states: number): Promise<string[]> {
  const random = new Random(seed)
  const disk = new RecordingDisk()
  const isFailing = seed % 3 === 0
  if (isFailing) disk.fault = rareFault(random)
  const story = await tell({
    random,
    disk,
    isRetained: random.chance(0.5),
    runs: 1 + random.below(3),
    steps: 4 + random.below(8),
  })
  const violations: string[] = []
  for (let state = 0; state < states; state++) {
    const at = random.below(disk.events.length + 1)
    const after = new RecordingDisk(crashState(disk.start, disk.events, at, random))
    violations.push(...(await checked(after, story, at)))
    // The power goes again while it recovers.
    if (random.chance(0.3)) {
      const again = crashState(after.start, after.events, random.below(after.events.length + 1), random)
      violations.push(...(await checked(new RecordingDisk(again), story, at, 'after a second cut')))
    }
  }
  return violations
}

async function checked(
  disk: RecordingDisk,
  story: Parameters<typeof check>[1],
  at: number,
  when = '',
): Promise<string[]> {
  try {
    return (await check(disk, story, at)).map((violation) => `event ${at} ${when}: ${violation}`)
  } catch (error) {
    return [`event ${at} ${when}: ${error instanceof Error ? error.stack : error}`]
  }
}

function rareFault(random: Random): RecordingDisk['fault'] {
  return (operation) => {
    if (!['writev', 'datasync', 'rename', 'syncFolder'].includes(operation) || !random.chance(0.03)) return undefined
    return { code: operation === 'writev' ? 'ENOSPC' : 'EIO', written: random.below(800) }
  }
}
