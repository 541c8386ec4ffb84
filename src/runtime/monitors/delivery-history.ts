/** What became of each notice on its way to each channel: attempts that failed, and what people did about it. */
import type { DeliveryEvent } from '../../model/monitor-report.ts'
import type { State, StateTables } from '../state.ts'

export const deliveryHistoryTable: StateTables = {
  owner: 'history of notices',
  steps: [
    `create table if not exists delivery_event (
       number integer primary key, channel text not null, id text not null, kind text not null, who text, text text,
       at_ms integer not null, last_ms integer not null, times integer not null default 1
     ) strict;
     create index if not exists delivery_event_notice on delivery_event (channel, id, number)`,
  ],
}

interface Row {
  readonly number: number
  readonly kind: DeliveryEvent['kind']
  readonly who: string | null
  readonly text: string | null
  readonly at_ms: number
  readonly last_ms: number
  readonly times: number
}

export interface Happening {
  readonly kind: DeliveryEvent['kind']
  readonly who?: string
  readonly text?: string
}

export class DeliveryHistory {
  readonly #state: State

  constructor(state: State) {
    this.#state = state
  }

  /** Within the caller's transaction. What happens again and again, such as an attempt that fails, is one line with its count. */
  note(channel: string, ids: readonly string[], { kind, who, text }: Happening, at_ms: number): void {
    const again = this.#state.prepare('update delivery_event set times = times + 1, last_ms = ? where number = ?')
    const first = this.#state.prepare(
      'insert into delivery_event (channel, id, kind, who, text, at_ms, last_ms) values (?, ?, ?, ?, ?, ?, ?)',
    )
    for (const id of ids) {
      const last = this.#rows(channel, id, 'desc limit 1')[0]
      if (last && kind === 'failed' && last.kind === kind && last.text === (text ?? null)) again.run(at_ms, last.number)
      else first.run(channel, id, kind, who ?? null, text ?? null, at_ms, at_ms)
    }
  }

  /** The oldest first. */
  of(channel: string, id: string): DeliveryEvent[] {
    return this.#rows(channel, id, 'asc').map(({ kind, who, text, at_ms, last_ms, times }) => ({
      time: new Date(at_ms).toISOString(),
      kind,
      ...(who !== null && { who }),
      ...(text !== null && { text }),
      ...(times > 1 && { times, until: new Date(last_ms).toISOString() }),
    }))
  }

  /** What is not known any more has no history. Within the caller's transaction. */
  forget(channel: string, done_ms: number): void {
    this.#state
      .prepare(
        `delete from delivery_event where channel = ? and id in
         (select id from delivery where channel = ? and done_ms < ? and +state in ('sent', 'discarded'))`,
      )
      .run(channel, channel, done_ms)
  }

  #rows(channel: string, id: string, order: string): Row[] {
    return this.#state
      .prepare(`select * from delivery_event where channel = ? and id = ? order by number ${order}`)
      .all(channel, id) as unknown as Row[]
  }
}
