/** How many requests each caller has sent to each endpoint, in windows of fixed length. In memory; long ones are kept by `KeptQuotas`. */
import { UserError } from '../../lib/errors.ts'
import type { EndpointQuota } from '../../model/endpoint-report.ts'
import type { ProjectEndpoint, Rate } from '../../project/project.ts'

/** What a caller has used. */
export interface Window {
  readonly endpoint: string
  readonly caller: string
  readonly rate: Rate
  readonly end_ms: number
  count: number
}

export interface RateState {
  readonly limit: number
  readonly remaining: number
  readonly reset_s: number
}

/** More callers than this are not told apart by their addresses in memory: the oldest begin anew. */
const mostWindows = 100_000

/** Shorter ones begin anew with the process. */
const leastKept_ms = 3_600_000

/** A refusal with the time after which the caller may come again. */
export class TooManyError extends UserError {
  readonly state: RateState

  constructor(path: string, { most, window_ms }: Rate, state: RateState) {
    const unit = { 1000: 'second', 60000: 'minute', 3600000: 'hour' }[window_ms] ?? 'day'
    super('overloaded', `cannot answer ${path}: more than ${most} requests in a ${unit}`, {
      hint: `Ask again in ${state.reset_s} s.`,
    })
    this.state = state
  }
}

export class RateLimit {
  readonly #windows = new Map<string, Window>()
  /** Long ones, since they were last asked for. */
  #changed = new Set<Window>()
  readonly #now: () => number

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** Counts a request; the state of the limit that is nearest, or throws the first one that is passed. */
  count({ name, rates }: Pick<ProjectEndpoint, 'name' | 'rates'>, caller: string): RateState | undefined {
    let nearest: RateState | undefined
    for (const rate of rates) {
      const state = this.#take(name, caller, rate)
      if (state.remaining < 0) throw new TooManyError(name, rate, { ...state, remaining: 0 })
      if (!nearest || state.remaining < nearest.remaining) nearest = state
    }
    return nearest
  }

  /** A window as it was when the process before ended. */
  restore(window: Readonly<Window>): void {
    if (window.end_ms > this.#now()) this.#windows.set(keyOf(window), { ...window })
  }

  /** The long windows in which somebody asked since the last call. */
  changed(): readonly Readonly<Window>[] {
    const changed = [...this.#changed]
    this.#changed = new Set()
    return changed
  }

  /** Of those who have asked an endpoint in a window that is not over. */
  used(endpoint: string): EndpointQuota[] {
    const now = this.#now()
    return [...this.#windows.values()]
      .filter((window) => window.endpoint === endpoint && window.end_ms > now)
      .map(({ caller, rate: { most, window_ms }, count, end_ms }) => ({
        caller,
        most,
        window_ms,
        used: Math.min(count, most),
        reset_s: Math.ceil((end_ms - now) / 1000),
      }))
  }

  #take(endpoint: string, caller: string, rate: Rate): RateState {
    const { most, window_ms } = rate
    const key = keyOf({ endpoint, caller, rate })
    const now = this.#now()
    let window = this.#windows.get(key)
    if (!window || window.end_ms <= now) {
      this.#windows.delete(key)
      window = { endpoint, caller, rate, end_ms: now + window_ms, count: 0 }
      this.#windows.set(key, window)
      if (this.#windows.size > mostWindows) this.#windows.delete(this.#windows.keys().next().value!)
    }
    window.count++
    if (window_ms >= leastKept_ms) this.#changed.add(window)
    return {
      limit: most,
      remaining: most - window.count,
      reset_s: Math.max(1, Math.ceil((window.end_ms - now) / 1000)),
    }
  }
}

function keyOf({ endpoint, caller, rate }: Pick<Window, 'endpoint' | 'caller' | 'rate'>): string {
  return `${endpoint} ${rate.window_ms} ${caller}`
}
