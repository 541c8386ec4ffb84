/** What monitors remember, in `state.sqlite`: the states of groups, positions in datasets, history, silences. */
import type { MonitorEvent, Silence } from '../../model/monitor-report.ts'
import type { State, StateTables } from '../state.ts'
import { inTransaction } from '../transaction.ts'

export const monitorTables: StateTables = {
  owner: 'monitors',
  steps: [
    `create table if not exists monitor (name text primary key, definition text not null, health text not null) strict;
     create table if not exists monitor_group (
       monitor text not null, key text not null, state text not null, primary key (monitor, key)
     ) strict;
     create table if not exists monitor_position (
       monitor text not null, partition integer not null, next integer not null, primary key (monitor, partition)
     ) strict;
     create table if not exists monitor_event (
       id integer primary key, monitor text not null, at_ms integer not null, kind text not null, key text not null,
       text text not null, notice text
     ) strict;
     create index if not exists monitor_event_time on monitor_event (monitor, at_ms);
     create table if not exists silence (
       id integer primary key, monitor text not null, key text not null, from_ms integer not null, until_ms integer not null,
       comment text not null, created_by text not null
     ) strict`,
    // Before this nothing is known of a monitor; of those that are older than the column, since when is not known.
    'alter table monitor add column made_ms integer',
  ],
}

/** History older than this is removed. */
const historyKept_ms = 400 * 86_400_000

/** The values of a group by column; `{}` where a monitor has no groups. */
export type GroupKey = Readonly<Record<string, string>>

export interface EventOptions {
  readonly at_ms: number
  readonly kind: MonitorEvent['kind']
  readonly key: GroupKey
  readonly text: string
  readonly notice?: string
}

export class MonitorStore {
  readonly #state: State

  constructor(state: State) {
    this.#state = state
  }

  /** Everything that is written in `run` is there after a crash, or nothing of it. */
  inTransaction<Result>(run: () => Result): Result {
    return inTransaction(this.#state, run)
  }

  /** What is remembered of the monitor as a whole; a monitor whose definition changed begins anew. */
  open<Health>(monitor: string, definition: string, initial: Health): { health: Health; isNew: boolean } {
    const row = this.#state.prepare('select definition, health from monitor where name = ?').get(monitor) as
      | { definition: string; health: string }
      | undefined
    if (row?.definition === definition) return { health: JSON.parse(row.health) as Health, isNew: false }
    this.inTransaction(() => {
      for (const table of ['monitor_group', 'monitor_position'])
        this.#state.prepare(`delete from ${table} where monitor = ?`).run(monitor)
      this.#state
        .prepare(
          `insert into monitor (name, definition, health, made_ms) values (?, ?, ?, ?)
           on conflict do update set definition = excluded.definition, health = excluded.health`,
        )
        .run(monitor, definition, JSON.stringify(initial), Date.now())
    })
    return { health: initial, isNew: true }
  }

  /** Since when there is such a monitor, whatever its definition was. */
  maybeMade_ms(monitor: string): number | undefined {
    const row = this.#state.prepare('select made_ms from monitor where name = ?').get(monitor)
    return typeof row?.made_ms === 'number' ? row.made_ms : undefined
  }

  setHealth(monitor: string, health: unknown): void {
    this.#state.prepare('update monitor set health = ? where name = ?').run(JSON.stringify(health), monitor)
  }

  groups<Group>(monitor: string): Map<string, Group> {
    const rows = this.#state.prepare('select key, state from monitor_group where monitor = ?').all(monitor)
    return new Map(rows.map(({ key, state }) => [String(key), JSON.parse(String(state)) as Group]))
  }

  setGroup(monitor: string, key: string, state: unknown): void {
    this.#state
      .prepare('insert or replace into monitor_group (monitor, key, state) values (?, ?, ?)')
      .run(monitor, key, JSON.stringify(state))
  }

  removeGroup(monitor: string, key: string): void {
    this.#state.prepare('delete from monitor_group where monitor = ? and key = ?').run(monitor, key)
  }

  /** The next offset to look at, by partition. */
  positions(monitor: string): Map<number, number> {
    const rows = this.#state.prepare('select partition, next from monitor_position where monitor = ?').all(monitor)
    return new Map(rows.map(({ partition, next }) => [Number(partition), Number(next)]))
  }

  setPosition(monitor: string, partition: number, next: number): void {
    this.#state
      .prepare('insert or replace into monitor_position (monitor, partition, next) values (?, ?, ?)')
      .run(monitor, partition, next)
  }

  addEvent(monitor: string, { at_ms, kind, key, text, notice }: EventOptions): void {
    this.#state
      .prepare('insert into monitor_event (monitor, at_ms, kind, key, text, notice) values (?, ?, ?, ?, ?, ?)')
      .run(monitor, at_ms, kind, JSON.stringify(key), text, notice ?? null)
    this.#state
      .prepare('delete from monitor_event where monitor = ? and at_ms < ?')
      .run(monitor, at_ms - historyKept_ms)
  }

  /** The newest first. */
  events(monitor: string, since_ms: number, until_ms: number, limit: number): MonitorEvent[] {
    return this.#state
      .prepare('select * from monitor_event where monitor = ? and at_ms >= ? and at_ms <= ? order by id desc limit ?')
      .all(monitor, since_ms, until_ms, limit)
      .map(eventOf)
  }

  /** The last change of each group before a time, and those since, the oldest first. */
  changes(monitor: string, since_ms: number, until_ms: number, limit: number): MonitorEvent[] {
    return this.#state
      .prepare(
        `select * from monitor_event where id in (
           select max(id) from monitor_event where monitor = ?1 and kind = 'changed' and at_ms < ?2 group by key
           union select id from monitor_event where monitor = ?1 and kind = 'changed' and at_ms >= ?2 and at_ms <= ?3)
         order by id limit ?4`,
      )
      .all(monitor, since_ms, until_ms, limit)
      .map(eventOf)
  }

  addSilence(silence: Omit<Silence, 'id'>): Silence {
    const { monitor, group, from, until, comment, created_by } = silence
    const { lastInsertRowid } = this.#state
      .prepare('insert into silence (monitor, key, from_ms, until_ms, comment, created_by) values (?, ?, ?, ?, ?, ?)')
      .run(monitor, JSON.stringify(group), Date.parse(from), Date.parse(until), comment, created_by)
    return { id: Number(lastInsertRowid), ...silence }
  }

  removeSilence(id: number): boolean {
    return this.#state.prepare('delete from silence where id = ?').run(id).changes > 0
  }

  /** Those that have not ended. */
  silences(at_ms: number): Silence[] {
    const rows = this.#state.prepare('select * from silence where until_ms > ? order by until_ms').all(at_ms)
    return rows.map(({ id, monitor, key, from_ms, until_ms, comment, created_by }) => ({
      id: Number(id),
      monitor: String(monitor),
      group: JSON.parse(String(key)) as GroupKey,
      from: new Date(Number(from_ms)).toISOString(),
      until: new Date(Number(until_ms)).toISOString(),
      comment: String(comment),
      created_by: String(created_by),
    }))
  }
}

function eventOf({ at_ms, kind, key, text, notice }: Readonly<Record<string, unknown>>): MonitorEvent {
  return {
    time: new Date(Number(at_ms)).toISOString(),
    kind: kind as MonitorEvent['kind'],
    group: JSON.parse(String(key)) as GroupKey,
    text: String(text),
    ...(notice !== null && { notice: String(notice) }),
  }
}
