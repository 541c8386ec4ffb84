/** How many workers a function has: more while it is behind or its workers are busy, fewer once they are not, none while nothing comes. */

export interface Scale {
  readonly min: number
  readonly max: number
  /** Per cent of one core, per worker. */
  readonly target_cpu: number
  /** Records not read yet. */
  readonly target_lag: number
}

export interface Load {
  /** Workers that have partitions. */
  readonly active: number
  readonly most: number
  readonly lag_records: number
  /** Per cent of one core, per worker, since the last look. */
  readonly cpu: number
}

/** Looks in a row that have to agree, one a second: adding is quick, taking away is not. */
const looksToGrow = 2
const looksToShrink = 30
const looksToRest = 10

/** Decides from one look after the other; pure but for what it remembers of them. */
export class Scaling {
  readonly #scale: Scale
  #busy = 0
  #calm = 0
  #idle = 0

  constructor(scale: Scale) {
    this.#scale = scale
  }

  /** How many there should be; 0 is for a function at rest. */
  look({ active, most, lag_records, cpu }: Load): number {
    const { min, target_cpu, target_lag } = this.#scale
    const isBusy = lag_records > target_lag || cpu > target_cpu
    // With one worker fewer the others would still have less than the target.
    const isCalm = lag_records <= target_lag / 2 && cpu * active < target_cpu * (active - 1)
    const isIdle = lag_records === 0 && cpu === 0
    this.#busy = isBusy ? this.#busy + 1 : 0
    this.#calm = isCalm ? this.#calm + 1 : 0
    this.#idle = isIdle ? this.#idle + 1 : 0
    if (min === 0 && this.#idle >= looksToRest) return 0
    if (this.#busy >= looksToGrow && active < most) {
      this.#busy = 0
      return active + 1
    }
    if (this.#calm >= looksToShrink && active > Math.max(1, min)) {
      this.#calm = 0
      return active - 1
    }
    return active
  }
}
