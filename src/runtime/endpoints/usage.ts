/** How often an endpoint was asked, what became of it, and how long it took. An answer from memory costs two additions. */
import type { EndpointReport } from '../../model/endpoint-report.ts'

/** The upper bounds of the histogram's buckets; what takes longer is in one of its own. */
export const latencyBounds_ms = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000]

export class EndpointUsage {
  /** Requests by the status of their answer. */
  readonly #statuses = new Map<number, number>()
  /** Of those that were not answered from memory. */
  readonly #buckets = new Array<number>(latencyBounds_ms.length + 1).fill(0)
  #spent_ms = 0
  #found = 0
  #notFound = 0

  /** It was in memory, and has left already. */
  noteMemory(status: 200 | 404): void {
    if (status === 200) this.#found++
    else this.#notFound++
  }

  note(status: number, took_ms: number): void {
    this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + 1)
    const bucket = latencyBounds_ms.findIndex((bound) => took_ms <= bound)
    this.#buckets[bucket === -1 ? latencyBounds_ms.length : bucket]!++
    this.#spent_ms += took_ms
  }

  get fromMemory(): number {
    return this.#found + this.#notFound
  }

  get statuses(): ReadonlyMap<number, number> {
    const all = new Map(this.#statuses)
    for (const [status, count] of [[200, this.#found] as const, [404, this.#notFound] as const])
      if (count > 0) all.set(status, (all.get(status) ?? 0) + count)
    return all
  }

  /** Requests by bucket, not added up, and the time of all of them. */
  get latency(): { readonly buckets: readonly number[]; readonly sum_ms: number } {
    const [first = 0, ...others] = this.#buckets
    return { buckets: [first + this.fromMemory, ...others], sum_ms: this.#spent_ms }
  }

  report(): EndpointReport {
    const statuses = [...this.statuses]
    const { buckets } = this.latency
    const sum = (isMeant: (status: number) => boolean) =>
      statuses.reduce((total, [status, count]) => total + (isMeant(status) ? count : 0), 0)
    return {
      requests: sum(() => true),
      from_memory: this.fromMemory,
      limited: sum((status) => status === 429),
      failed: sum((status) => status >= 500),
      p50_ms: quantile_ms(buckets, 0.5),
      p99_ms: quantile_ms(buckets, 0.99),
    }
  }
}

/** The bound of the bucket within which this share of all was answered. */
export function quantile_ms(buckets: readonly number[], share: number): number {
  const wanted = share * buckets.reduce((total, count) => total + count, 0)
  let seen = 0
  const bucket = buckets.findIndex((count) => {
    seen += count
    return seen >= wanted
  })
  return latencyBounds_ms[bucket] ?? latencyBounds_ms.at(-1)!
}
