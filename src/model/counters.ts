/**
 * Promise 2: nothing disappears. Per stream, once nothing is on its way any more,
 * `received = stored + duplicate + rejected + late_dropped + dropped + refused`; until then the difference is `pending`. `dropped` is what
 * a function leaves out because the project says so.
 */
export interface Counters {
  received: number
  stored: number
  duplicate: number
  rejected: number
  late_dropped: number
  dropped: number
  refused: number
}

/** The records that are acknowledged and durable in the stream, and not yet in the dataset. */
export function pendingOf(counters: Counters): number {
  const { received, stored, duplicate, rejected, late_dropped, dropped, refused } = counters
  return received - stored - duplicate - rejected - late_dropped - dropped - refused
}
