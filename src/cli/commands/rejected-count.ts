/** How many of the records that were sent turned out to be none. The answer cannot tell: lines are read when they are stored. */
import { setTimeout } from 'node:timers/promises'
import type { ProjectReport } from '../../model/project-report.ts'
import type { StatusReport } from '../../model/status-report.ts'
import type { Client } from '../connection/client.ts'

/** Offsets of what one request sent. */
export interface SentRange {
  readonly offset: number
  readonly count: number
}

export interface RejectedCount {
  /** The dataset that keeps them, with their text and the reason. */
  readonly dataset: string
  readonly count: number
}

const patience_ms = 1500
const step_ms = 100

/** More ranges than these would make a long statement: such a sender watches `caudal status`. */
const rangesCap = 100

/**
 * Waits a moment until the dataset has stored what was sent. Undefined where that cannot be known: the caller may not ask, the dataset
 * is behind, or the records went to several partitions, whose offsets are not one after the other.
 */
export async function maybeCountRejected(
  client: Client,
  stream: string,
  ranges: readonly SentRange[],
): Promise<RejectedCount | undefined> {
  if (!client.hasToken || ranges.length === 0 || ranges.length > rangesCap) return undefined
  const signal = AbortSignal.timeout(2 * patience_ms)
  try {
    const project = await client.get<ProjectReport>('/api/project', signal)
    const dataset = project.datasets.find(({ from }) => from === stream)
    if (!dataset || project.streams.find(({ name }) => name === stream)?.partitions !== 1) return undefined
    const rejected = `${dataset.name}_rejected`
    const deadline = performance.now() + patience_ms
    for (;;) {
      const { datasets } = await client.get<StatusReport>('/api/status', signal)
      if (datasets[dataset.name]?.lag_records === 0) {
        if (!datasets[rejected]) return { dataset: rejected, count: 0 }
        break
      }
      if (performance.now() > deadline) return undefined
      await setTimeout(step_ms)
    }
    const within = ranges.map(({ offset, count }) => `(_offset >= ${offset} and _offset < ${offset + count})`)
    const sql = `select count(*)::int as n from "${rejected}" where ${within.join(' or ')}`
    const { rows } = await client.post<{ rows: readonly { readonly n: number }[] }>('/api/sql', { sql }, signal)
    return { dataset: rejected, count: rows[0]!.n }
  } catch {
    // The records are sent: what more there is to know must not make the command fail.
    return undefined
  }
}
