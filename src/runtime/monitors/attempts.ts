/** When each channel was told something, or was to be: what the most messages of an hour are counted by, also across a start. */
import type { State, StateTables } from '../state.ts'
import { inQuickTransaction } from '../transaction.ts'

export const attemptTable: StateTables = {
  owner: 'attempts of channels',
  steps: [
    `create table if not exists channel_attempt (channel text not null, at_ms integer not null) strict;
     create index if not exists channel_attempt_time on channel_attempt (channel, at_ms)`,
  ],
}

const hour_ms = 3_600_000

export class Attempts {
  readonly #state: State
  /** Of the last hour, the oldest first, by channel: they are asked for with each message. */
  readonly #times = new Map<string, number[]>()

  constructor(state: State) {
    this.#state = state
  }

  /** Before the message is sent: one that fails, or is not known to have arrived, counts as well. */
  note(channel: string, at_ms: number): void {
    const times = this.#timesOf(channel)
    inQuickTransaction(this.#state, () => {
      this.#state.prepare('delete from channel_attempt where channel = ? and at_ms <= ?').run(channel, at_ms - hour_ms)
      this.#state.prepare('insert into channel_attempt (channel, at_ms) values (?, ?)').run(channel, at_ms)
    })
    times.splice(0, firstBehind(times, at_ms - hour_ms))
    times.splice(firstBehind(times, at_ms), 0, at_ms)
  }

  /** Those of the last hour. */
  count(channel: string, at_ms: number): number {
    const times = this.#timesOf(channel)
    // Those that seem to lie ahead are from before the clock was set back.
    return firstBehind(times, at_ms) - firstBehind(times, at_ms - hour_ms)
  }

  /** How many messages the hour still has room for, and when there is room again. */
  room(channel: string, limit: number, at_ms: number): { readonly messages: number; readonly free_ms: number } {
    const messages = Math.max(0, limit - this.count(channel, at_ms))
    const times = this.#timesOf(channel)
    return { messages, free_ms: messages > 0 ? at_ms : times[firstBehind(times, at_ms) - limit]! + hour_ms }
  }

  #timesOf(channel: string): number[] {
    const known = this.#times.get(channel)
    if (known) return known
    const rows = this.#state.prepare('select at_ms from channel_attempt where channel = ? order by at_ms').all(channel)
    const times = rows.map(({ at_ms }) => Number(at_ms))
    this.#times.set(channel, times)
    return times
  }
}

/** Where in the ordered times those begin that are later. */
function firstBehind(times: readonly number[], at_ms: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[middle]! <= at_ms) low = middle + 1
    else high = middle
  }
  return low
}
