/** Up to which time the schedule of each report is settled: it is written together with the notice, so that no crash makes two of it. */
import type { Schedule } from '../../project/functions/schedule.ts'
import type { State, StateTables } from '../state.ts'

export const reportTable: StateTables = {
  owner: 'reports',
  steps: [
    'create table if not exists report_time (name text primary key, schedule text not null, settled_ms integer not null, last_ms integer) strict',
  ],
}

export interface ReportTime {
  readonly settled_ms: number
  /** When it was given to its channel last. */
  readonly last_ms?: number
}

export class ReportTimes {
  readonly #state: State

  constructor(state: State) {
    this.#state = state
  }

  of(name: string): ReportTime | undefined {
    const row = this.#state.prepare('select settled_ms, last_ms from report_time where name = ?').get(name)
    if (!row) return undefined
    return { settled_ms: Number(row.settled_ms), ...(row.last_ms === null ? {} : { last_ms: Number(row.last_ms) }) }
  }

  /** Times before it was declared so were never promised. */
  begin(name: string, { expression, timezone }: Schedule, now_ms: number): void {
    this.#state
      .prepare(
        `insert into report_time (name, schedule, settled_ms) values (?, ?, ?)
         on conflict (name) do update set schedule = excluded.schedule, settled_ms = excluded.settled_ms
         where schedule <> excluded.schedule`,
      )
      .run(name, `${expression} ${timezone}`, now_ms)
  }

  settle(name: string, due_ms: number, now_ms: number): void {
    this.#state.prepare('update report_time set settled_ms = ?, last_ms = ? where name = ?').run(due_ms, now_ms, name)
  }

  /** It was sent by hand. */
  note(name: string, now_ms: number): void {
    this.#state.prepare('update report_time set last_ms = ? where name = ?').run(now_ms, name)
  }
}
