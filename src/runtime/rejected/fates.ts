/**
 * What became of rejected records, in the state: replayed or discarded, when, by whom. A record without a fate is open. A replay is
 * noted before it is appended and again behind it, so that a crash between leaves something to look for in the stream.
 */
import type { DatabaseSync } from 'node:sqlite'
import type { Fate, FateName } from '../../model/rejected-report.ts'
import type { StateTables } from '../state.ts'
import { inTransaction } from '../transaction.ts'

export const fateTable: StateTables = {
  owner: 'fates of rejected records',
  steps: [
    `create table if not exists rejected_fate (
       dataset text, offset integer, fate text not null, at_ms integer not null, by text not null, reason text, stream text,
       edited integer not null default 0, read_from text, replayed_as integer, primary key (dataset, offset)
     ) strict, without rowid`,
  ],
}

export interface Replaying {
  readonly dataset: string
  readonly offsets: readonly { readonly offset: number; readonly edited: boolean }[]
  readonly stream: string
  readonly by: string
  readonly why?: string | undefined
  /** Where the stream ended before, by partition. */
  readonly readFrom: readonly number[]
}

interface Row {
  offset: number
  fate: FateName
  at_ms: number
  by: string
  reason: string | null
  stream: string | null
  edited: number
  replayed_as: number | null
}

export class Fates {
  readonly #state: DatabaseSync

  constructor(state: DatabaseSync) {
    this.#state = state
  }

  of(dataset: string, offset: number): Fate | undefined {
    const row = this.#state.prepare('select * from rejected_fate where dataset = ? and offset = ?').get(dataset, offset)
    return row && fateOf(row as unknown as Row)
  }

  /** The offsets that have a fate, or this one. */
  offsets(dataset: string, fate?: 'replayed' | 'discarded'): number[] {
    const which = fate === undefined ? '' : fate === 'discarded' ? `and fate = 'discarded'` : `and fate <> 'discarded'`
    const rows = this.#state.prepare(`select offset from rejected_fate where dataset = ? ${which}`).all(dataset)
    return rows.map(({ offset }) => Number(offset))
  }

  discard(dataset: string, offsets: readonly number[], by: string, reason: string): void {
    const insert = this.#state.prepare(
      `insert into rejected_fate (dataset, offset, fate, at_ms, by, reason) values (?, ?, 'discarded', ?, ?, ?)`,
    )
    inTransaction(this.#state, () => {
      for (const offset of offsets) insert.run(dataset, offset, Date.now(), by, reason)
    })
  }

  beginReplay({ dataset, offsets, stream, by, why, readFrom }: Replaying): void {
    const insert = this.#state.prepare(
      `insert into rejected_fate (dataset, offset, fate, at_ms, by, reason, stream, edited, read_from)
         values (?, ?, 'replaying', ?, ?, ?, ?, ?, ?)`,
    )
    const from = JSON.stringify(readFrom)
    inTransaction(this.#state, () => {
      for (const { offset, edited } of offsets)
        insert.run(dataset, offset, Date.now(), by, why ?? null, stream, edited ? 1 : 0, from)
    })
  }

  endReplay(dataset: string, replayed: ReadonlyMap<number, number>): void {
    const update = this.#state.prepare(
      `update rejected_fate set fate = 'replayed', replayed_as = ?, read_from = null where dataset = ? and offset = ?`,
    )
    inTransaction(this.#state, () => {
      for (const [offset, as] of replayed) update.run(as, dataset, offset)
    })
  }

  /** The records are open again: nothing of them came into the stream. */
  cancelReplay(dataset: string, offsets: readonly number[]): void {
    const remove = this.#state.prepare(
      `delete from rejected_fate where dataset = ? and offset = ? and fate = 'replaying'`,
    )
    inTransaction(this.#state, () => {
      for (const offset of offsets) remove.run(dataset, offset)
    })
  }

  /** Replays that were noted and not finished, by dataset and stream, with where to look for them. */
  unfinished(): { dataset: string; stream: string; offsets: number[]; readFrom: number[] }[] {
    const rows = this.#state
      .prepare(
        `select dataset, stream, read_from, json_group_array(offset) as offsets from rejected_fate
           where fate = 'replaying' group by dataset, stream, read_from`,
      )
      .all()
    return rows.map((row) => ({
      dataset: String(row.dataset),
      stream: String(row.stream),
      offsets: JSON.parse(String(row.offsets)) as number[],
      readFrom: JSON.parse(String(row.read_from)) as number[],
    }))
  }
}

function fateOf({ fate, at_ms, by, reason, stream, edited, replayed_as }: Row): Fate {
  return {
    fate,
    at: new Date(at_ms).toISOString(),
    by,
    ...(reason === null ? {} : { reason }),
    ...(stream === null ? {} : { stream }),
    ...(replayed_as === null ? {} : { replayed_as }),
    ...(edited === 1 ? { edited: true } : {}),
  }
}
