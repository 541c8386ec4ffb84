/**
 * Gathers pieces into batches: one ends when it holds enough bytes, or when nothing more has come for a while. So a fast input is
 * carried in large batches, and a slow one without delay.
 */
export async function* quietBatches(
  pieces: AsyncIterable<Uint8Array>,
  { bytes, quiet_ms }: { bytes: number; quiet_ms: number },
): AsyncGenerator<Uint8Array[]> {
  const input = pieces[Symbol.asyncIterator]()
  let next = input.next()
  let batch: Uint8Array[] = []
  let size = 0
  while (true) {
    const arrived = batch.length === 0 ? await next : await Promise.race([next, quiet(quiet_ms)])
    if (arrived && !arrived.done) {
      batch.push(arrived.value)
      size += arrived.value.length
      next = input.next()
      if (size < bytes) continue
    }
    if (batch.length > 0) yield batch
    if (arrived?.done) return
    batch = []
    size = 0
  }
}

function quiet(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, ms, undefined))
}
