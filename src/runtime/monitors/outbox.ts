/**
 * Notices that have to be delivered, in `state.sqlite`: written in the transaction that changes a monitor's state, so that no crash
 * loses one or makes two of it. A message is one notice, or several that go together; which ones is written before it is sent,
 * so that every attempt sends the same under the same id.
 */
import { UserError } from '../../lib/errors.ts'
import type { ChannelReport, DeliveryReport, MonitorEvent } from '../../model/monitor-report.ts'
import type { Notice, NoticeFile } from '../../model/notice.ts'
import type { State, StateTables } from '../state.ts'
import { inQuickTransaction, inTransaction } from '../transaction.ts'
import { DeliveryHistory } from './delivery-history.ts'

export const outboxTable: StateTables = {
  owner: 'notices',
  steps: [
    `create table if not exists delivery (
       id text not null, channel text not null, monitor text not null, notice text not null, state text not null,
       created_ms integer not null, attempts integer not null default 0, next_ms integer not null, message text, error text,
       done_ms integer, primary key (id, channel)
     ) strict;
     create index if not exists delivery_state on delivery (channel, state, next_ms)`,
    // However many wait or were sent, the next one is found at once.
    `create index if not exists delivery_new on delivery (channel, created_ms, id) where state = 'waiting' and message is null;
     create index if not exists delivery_begun on delivery (channel, next_ms, created_ms, id) where state = 'waiting' and message is not null;
     create index if not exists delivery_message on delivery (channel, message, created_ms, id) where state = 'waiting' and message is not null;
     create index if not exists delivery_done on delivery (channel, done_ms) where done_ms is not null`,
    'create table if not exists notice_file (id text primary key, bytes blob not null) strict',
  ],
}

/** What was sent is remembered for so long, and with it that it need not be sent again. */
const kept_ms = 30 * 86_400_000

/** More notices than this do not go together. */
const mostInMessage = 100

/** No attempt is further away than this: what seems to be was written before the clock was set back. */
export const longestPause_ms = 86_400_000

/** A notice that was not tried yet. */
export interface WaitingNotice {
  readonly created_ms: number
  /** It goes with no other: it has files, and perhaps people of its own. */
  readonly isAlone?: boolean
}

export interface DeliveryRow {
  readonly id: string
  readonly channel: string
  readonly monitor: string
  readonly notice: string
  readonly state: DeliveryReport['state']
  readonly created_ms: number
  readonly attempts: number
  readonly next_ms: number
  readonly message: string | null
  readonly error: string | null
  readonly done_ms: number | null
}

/** Notices that go to a channel together, the oldest first. */
export interface Message {
  readonly id: string
  readonly notices: readonly Notice[]
  readonly attempts: number
  readonly created_ms: number
}

export class Outbox {
  readonly #state: State
  readonly #history: DeliveryHistory

  constructor(state: State) {
    this.#state = state
    this.#history = new DeliveryHistory(state)
  }

  /** Within the caller's transaction; a notice that is there already is not there twice. */
  add(notice: Notice, channels: readonly string[], at_ms: number): void {
    const insert = this.#state.prepare(
      `insert or ignore into delivery (id, channel, monitor, notice, state, created_ms, next_ms) values (?, ?, ?, ?, 'waiting', ?, ?)`,
    )
    for (const channel of channels) insert.run(notice.id, channel, notice.monitor, JSON.stringify(notice), at_ms, at_ms)
  }

  /** Within the transaction that adds the notice. */
  keep(file: NoticeFile, bytes: Uint8Array): void {
    this.#state.prepare('insert or ignore into notice_file (id, bytes) values (?, ?)').run(file.id, bytes)
  }

  /** Throws a UserError for one that was forgotten with its notice. */
  readonly bytesOf = ({ id, name }: NoticeFile): Uint8Array => {
    const row = this.#state.prepare('select bytes from notice_file where id = ?').get(id)
    if (row) return row.bytes as Uint8Array
    throw new UserError('not_found', `cannot send "${name}": it is not kept any more`, { hint: 'Send it anew.' })
  }

  /**
   * The message that is to be sent now: one that was begun and is due again, or a new one, of as many of the waiting notices as
   * `choose` says; whichever has waited longer. One that waits for its next attempt holds up no other.
   */
  take(channel: string, at_ms: number, choose: (waiting: readonly WaitingNotice[]) => number): Message | undefined {
    const next = this.#begun(channel)
    const isDue = next && (next.next_ms <= at_ms || next.next_ms > at_ms + longestPause_ms)
    const begun = isDue ? next : undefined
    const waiting = this.#state
      .prepare(
        `select id, created_ms, exists (select 1 from notice_file where notice_file.id = delivery.id) as is_alone
         from delivery where channel = ? and state = 'waiting' and message is null
         order by created_ms, id limit ${mostInMessage}`,
      )
      .all(channel)
      .map((row) => ({
        id: String(row.id),
        created_ms: Number(row.created_ms),
        isAlone: row.is_alone === 1,
      }))
    const isBegunFirst = begun && begun.next_ms <= (waiting[0]?.created_ms ?? at_ms)
    const count = isBegunFirst ? 0 : choose(waiting)
    if (count === 0) return begun && this.#message(channel, begun.message!)
    const id = count === 1 ? waiting[0]!.id : `${waiting[0]!.id}-${count}`
    const mark = this.#state.prepare('update delivery set message = ? where id = ? and channel = ?')
    // One notice gets the same id again; which ones go together must be known before they are sent.
    const transaction = count === 1 ? inQuickTransaction : inTransaction
    transaction(this.#state, () => {
      for (const row of waiting.slice(0, count)) mark.run(id, row.id, channel)
    })
    return this.#message(channel, id)
  }

  /** When the next attempt of a message is due, and since when a notice waits for its first one. */
  nextDue(channel: string): { readonly again_ms: number | undefined; readonly waiting_ms: number | undefined } {
    const waiting = this.#state
      .prepare(
        `select min(created_ms) as since_ms from delivery where channel = ? and state = 'waiting' and message is null`,
      )
      .get(channel)
    return {
      again_ms: this.#begun(channel)?.next_ms,
      waiting_ms: (waiting?.since_ms ?? undefined) as number | undefined,
    }
  }

  /** Forgotten in a power cut, it is sent again under its id. */
  sent(channel: string, message: string, at_ms: number): void {
    inQuickTransaction(this.#state, () => {
      this.#history.note(channel, this.#idsOf(channel, message), { kind: 'sent' }, at_ms)
      this.#state
        .prepare(
          `update delivery set state = 'sent', done_ms = ?, error = null
           where channel = ? and message = ? and state = 'waiting'`,
        )
        .run(at_ms, channel, message)
      this.#history.forget(channel, at_ms - kept_ms)
      this.#state
        .prepare(`delete from delivery where channel = ? and done_ms < ? and +state in ('sent', 'discarded')`)
        .run(channel, at_ms - kept_ms)
      // What was taken is not sent again; what somebody discarded could be, for as long as it is remembered.
      this.#state
        .prepare(`delete from notice_file where not exists (
           select 1 from delivery where delivery.id = notice_file.id and state <> 'sent')`)
        .run()
    })
  }

  failed(channel: string, message: string, error: string, next_ms: number | 'dead', at_ms: number): void {
    const isDead = next_ms === 'dead'
    inTransaction(this.#state, () => {
      const ids = this.#idsOf(channel, message)
      this.#history.note(channel, ids, { kind: 'failed', text: error }, at_ms)
      if (isDead) this.#history.note(channel, ids, { kind: 'given_up' }, at_ms)
      this.#state
        .prepare(
          `update delivery set attempts = attempts + 1, error = ?, state = ?, next_ms = ?, done_ms = ?
           where channel = ? and message = ? and state = 'waiting'`,
        )
        .run(error, isDead ? 'dead' : 'waiting', isDead ? at_ms : next_ms, isDead ? at_ms : null, channel, message)
    })
  }

  /** Those that have something left to deliver, whether or not the project still has them. */
  channels(): string[] {
    const rows = this.#state
      .prepare(`select distinct channel from delivery where state in ('waiting', 'dead') order by channel`)
      .all()
    return rows.map(({ channel }) => String(channel))
  }

  has(channel: string): boolean {
    return this.#state.prepare('select 1 from delivery where channel = ? limit 1').get(channel) !== undefined
  }

  report(channel: string): Pick<ChannelReport, 'sent' | 'waiting' | 'dead' | 'discarded' | 'error'> {
    const rows = this.#state
      .prepare('select state, count(*) as count, max(error) as error from delivery where channel = ? group by state')
      .all(channel) as unknown as { state: string; count: number; error: string | null }[]
    const of = (state: string) => rows.find((row) => row.state === state)
    const error = (of('waiting') ?? of('dead'))?.error
    return {
      sent: of('sent')?.count ?? 0,
      waiting: of('waiting')?.count ?? 0,
      dead: of('dead')?.count ?? 0,
      discarded: of('discarded')?.count ?? 0,
      ...(error && { error }),
    }
  }

  /** The latest deliveries of a channel. */
  list(channel: string, state: DeliveryReport['state'] | undefined, limit: number): DeliveryReport[] {
    const rows = this.#state
      .prepare(
        'select * from delivery where channel = ? and (? is null or state = ?) order by created_ms desc, id limit ?',
      )
      .all(channel, state ?? null, state ?? null, limit) as unknown as DeliveryRow[]
    return rows.map(reportOf)
  }

  /** With what became of its notice at each channel that it was for. */
  withFates(event: MonitorEvent): MonitorEvent {
    if (event.notice === undefined) return event
    const deliveries = this.#state
      .prepare('select channel, state from delivery where id = ? order by channel')
      .all(event.notice) as unknown as NonNullable<MonitorEvent['deliveries']>
    return { ...event, deliveries }
  }

  /** The latest whose id begins so. */
  maybeLatest(idPrefix: string): DeliveryReport | undefined {
    const row = this.#state
      .prepare('select * from delivery where id >= ? and id < ? order by created_ms desc, id limit 1')
      .get(idPrefix, `${idPrefix}\uffff`) as DeliveryRow | undefined
    return row && reportOf(row)
  }

  #idsOf(channel: string, message: string): string[] {
    const rows = this.#state
      .prepare(
        `select id from delivery where channel = ? and message = ? and state = 'waiting' order by created_ms, id`,
      )
      .all(channel, message)
    return rows.map(({ id }) => String(id))
  }

  /** The message that was begun and is due first. */
  #begun(channel: string): DeliveryRow | undefined {
    return this.#state
      .prepare(
        `select * from delivery where channel = ? and state = 'waiting' and message is not null
         order by next_ms, created_ms, id limit 1`,
      )
      .get(channel) as DeliveryRow | undefined
  }

  #message(channel: string, id: string): Message {
    const rows = this.#state
      .prepare(`select * from delivery where channel = ? and message = ? and state = 'waiting' order by created_ms, id`)
      .all(channel, id) as unknown as DeliveryRow[]
    const { attempts, created_ms } = rows[0]!
    return { id, attempts, created_ms, notices: rows.map(({ notice }) => JSON.parse(notice) as Notice) }
  }
}

export function reportOf(row: DeliveryRow): DeliveryReport {
  const { state: told, title } = JSON.parse(row.notice) as Notice
  return {
    id: row.id,
    channel: row.channel,
    monitor: row.monitor,
    state: row.state,
    notice: { state: told, title },
    created: new Date(row.created_ms).toISOString(),
    attempts: row.attempts,
    ...(row.error !== null && { error: row.error }),
  }
}
