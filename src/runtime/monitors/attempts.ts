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

  constructor(state: State) {
    this.#state = state
  }

  /** Before the message is sent: one that fails, or is not known to have arrived, counts as well. */
  note(channel: string, at_ms: number): void {
    inQuickTransaction(this.#state, () => {
      this.#state.prepare('delete from channel_attempt where at_ms <= ?').run(at_ms - hour_ms)
      this.#state.prepare('insert into channel_attempt (channel, at_ms) values (?, ?)').run(channel, at_ms)
    })
  }

  /** Those of the last hour. */
  count(channel: string, at_ms: number): number {
    const row = this.#state
      .prepare('select count(*) as count from channel_attempt where channel = ? and at_ms > ?')
      .get(channel, at_ms - hour_ms)
    return Number(row?.count)
  }

  /** How many messages the hour still has room for, and when there is room again. */
  room(channel: string, limit: number, at_ms: number): { readonly messages: number; readonly free_ms: number } {
    const times = this.#state
      .prepare('select at_ms from channel_attempt where channel = ? and at_ms > ? order by at_ms desc limit ?')
      .all(channel, at_ms - hour_ms, limit) as { at_ms: number }[]
    const messages = limit - times.length
    return { messages, free_ms: messages > 0 ? at_ms : times.at(-1)!.at_ms + hour_ms }
  }
}
