/** What a worker tells of a run is not trusted: a function may write on its connection. What does not fit never gets to a stream. */
import { countLines } from '../../../model/batch.ts'
import type { Destination, RunResult } from '../protocol.ts'
import type { RunOutput } from './worker.ts'

/** Whether it is a result at all, and its parts are as many whole lines as it says, for outputs that the function has. */
export function isSound({ result, body }: RunOutput, outputs: readonly Destination[]): boolean {
  const { position, turn, count, cpu_ms } = result
  return [position, turn, count].every(isCount) && Number.isFinite(cpu_ms) && isTallied(result) && isWhole(result)

  function isWhole({ parts }: RunResult): boolean {
    if (!Array.isArray(parts)) return false
    let start = 0
    for (const { output, partition, count, length } of parts as RunResult['parts']) {
      if (![output, partition, count, length].every(isCount)) return false
      if (!(partition < (outputs[output]?.partitions ?? 0)) || length > body.length - start) return false
      const bytes = body.subarray(start, start + length)
      if ((length > 0 && bytes.at(-1) !== 10) || countLines(bytes) !== count) return false
      start += length
    }
    return start === body.length
  }
}

/** How many bytes the parts take, as far as they say so at all. */
export function partsLength({ parts }: Pick<RunResult, 'parts'>): number {
  if (!Array.isArray(parts)) return 0
  const length = (parts as RunResult['parts']).reduce((sum, part) => sum + Number(part?.length), 0)
  return isCount(length) ? length : 0
}

function isTallied({ count, tally }: RunResult): boolean {
  const { rejected, dropped, late_dropped, duplicate } = tally
  const numbers = [rejected, dropped, late_dropped, duplicate]
  return numbers.every(isCount) && numbers.reduce((sum, n) => sum + n) <= count
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0
}
