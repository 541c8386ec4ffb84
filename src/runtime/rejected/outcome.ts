/** What became of replayed records, once whoever refused them has looked at them again: a correction may be wrong, too. */
import { sleep } from '../../lib/sleep.ts'
import { partitionOf } from '../../model/offset.ts'
import type { Outcome } from '../../model/rejected-report.ts'
import type { Pipeline } from '../pipeline.ts'
import { datasetLag } from '../status.ts'
import type { Holder } from './holder.ts'
import type { RejectedRecords } from './rejected-records.ts'
import type { Sent } from './replay.ts'

const patience_ms = 3000
const step_ms = 50
/** So many that were rejected again are told with why. */
const toldAgain = 100

export interface OutcomeParts {
  readonly records: RejectedRecords
  readonly pipeline: Pipeline
  readonly signal: AbortSignal
}

/** Waits for it a moment; what is not known by then is on its way. */
export async function outcomeOf(
  holder: Holder,
  sent: readonly Sent[],
  { records, pipeline, signal }: OutcomeParts,
): Promise<Outcome> {
  const deadline = performance.now() + patience_ms
  while (!isThrough(holder, sent, pipeline) && performance.now() < deadline && !signal.aborted) {
    await sleep(step_ms, signal)
  }
  const isKnown = isThrough(holder, sent, pipeline)
  const again = await records.again(holder, sent)
  const others = sent.length - again.length
  return {
    accepted: isKnown ? others : 0,
    rejected: again.length,
    waiting: isKnown ? 0 : others,
    again: again.slice(0, toldAgain),
  }
}

/** Whether the dataset, or the function and behind it the dataset of what it refuses, is past all of them. */
function isThrough(holder: Holder, sent: readonly Sent[], pipeline: Pipeline): boolean {
  if (holder.of !== undefined) {
    const positions = pipeline.datasets.get(holder.of)?.positions
    return sent.every(({ as }) => (positions?.get(partitionOf(as)) ?? 0) > as)
  }
  const names = new Set(sent.map((record) => record.function))
  const isIdle = [...names].every((name) => pipeline.functions.get(name ?? '')?.lag_records === 0)
  return isIdle && datasetLag(pipeline, holder.name) === 0
}
