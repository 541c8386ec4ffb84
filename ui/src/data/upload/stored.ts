/** What became of the records of a file once its dataset has them. */
import type { DatasetDetail } from '../../../../src/model/dataset-detail.ts'
import { ApiError, ask } from '../../client/api.ts'

export interface Stored {
  readonly stored: number
  readonly rejected: number
  readonly duplicate: number
}

const look_ms = 500
/** Longer than this nobody watches it store. */
const patience_ms = 120_000

/** All that a dataset has taken so far: nothing, where there is none yet; undefined for whoever may not read it. */
export async function totalsOf(name: string, signal: AbortSignal): Promise<Stored | undefined> {
  const totals = await ask('GET /api/datasets/{dataset}', { path: { dataset: name }, signal }).then(
    (detail: DatasetDetail) => detail.totals,
    (error: unknown) => {
      if (error instanceof ApiError && error.code === 'not_found') return noTotals
      if (error instanceof ApiError && error.code === 'forbidden') return undefined
      throw error
    },
  )
  return totals && { stored: totals.stored, rejected: totals.rejected, duplicate: totals.duplicate }
}

const noTotals: NonNullable<DatasetDetail['totals']> = { stored: 0, rejected: 0, duplicate: 0, late_dropped: 0 }

/** What came of so many records, once all of them are told apart; undefined when that takes too long, or is not for this person. */
export async function storedSince(
  before: Stored | undefined,
  name: string,
  count: number,
  signal: AbortSignal,
): Promise<Stored | undefined> {
  for (const start = Date.now(); before && Date.now() - start < patience_ms; ) {
    const now = await totalsOf(name, signal)
    if (!now) return undefined
    const stored = now.stored - before.stored
    const rejected = now.rejected - before.rejected
    const duplicate = now.duplicate - before.duplicate
    if (stored + rejected + duplicate >= count) return { stored, rejected, duplicate }
    await new Promise((resolve) => setTimeout(resolve, look_ms))
  }
  return undefined
}
