import { offsetOf } from '../../model/offset.ts'
import type { Damage } from '../../model/status-report.ts'
import type { Missing } from './sidecar.ts'

/** So many damaged places are told; a disk that has more of them is told by these. */
const cap = 1000

/** What a stream lost, each place once, however often it is met. */
export class DamageReport {
  readonly #places = new Map<number, Damage>()

  /** Whether it was not known. */
  add(partition: number, { position, count, file, at }: Missing): boolean {
    const offset = offsetOf(partition, position)
    if (count === 0 || this.#places.has(offset) || this.#places.size >= cap) return false
    this.#places.set(offset, { partition, offset, count, file, position_bytes: at })
    return true
  }

  list(): readonly Damage[] {
    return [...this.#places.values()]
  }
}
