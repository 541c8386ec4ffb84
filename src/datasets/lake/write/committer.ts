/**
 * What chunks became is committed in the order in which they came, dataset by dataset; what is ready together shares one
 * transaction, with the positions behind the chunks and the totals.
 */
import type { DatabaseSync } from 'node:sqlite'
import { UserError } from '../../../lib/errors.ts'
import type { Outcome } from '../../dataset.ts'
import { type ColumnTypes, type Commit, commit, type NewFile } from '../catalogue/commit.ts'
import { readColumns } from '../catalogue/read.ts'
import { addColumn, describeColumn, type PlannedColumn, widenColumn } from '../catalogue/schema-change.ts'
import type { Sealed } from '../keys/keys.ts'
import type { StoryColumn } from '../parquet.ts'
import { recordColumns, rejectedColumns } from '../rejected.ts'
import { type Finding, writeFindings } from '../remarks/remark-store.ts'
import { commitRemoval, forgetRemoval, isCurrent, type Removal } from '../removal/removal.ts'
import type { Ruled } from '../rules/rules.ts'
import { schemaSince, type Table, tableId } from '../table.ts'
import type { Gap } from './chunk.ts'

/** A chunk that is on disk as Parquet. */
export interface Ready {
  readonly files: readonly NewFile[]
  readonly rejectedFiles: readonly NewFile[]
  readonly columns: readonly PlannedColumn[]
  readonly gaps: readonly Gap[]
  readonly keys: Sealed | undefined
  readonly ruled: Ruled | undefined
  readonly findings: readonly Finding[]
  readonly partition: number
  readonly position: number
  readonly refill: boolean
}

interface Waiting {
  readonly table: Table
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: unknown) => void
  ready: Ready | undefined
  /** Of a chunk at the head of its queue whose rows replace others. */
  removal?: Removal | undefined
  isPreparing?: boolean
}

export class Committer {
  readonly #db: DatabaseSync
  readonly #queues = new Map<Table, Waiting[]>()
  readonly #committed: (table: Table) => void
  #scheduled = false

  constructor(db: DatabaseSync, committed: (table: Table) => void) {
    this.#db = db
    this.#committed = committed
  }

  /** Takes a chunk's place in the order; resolves once it is committed. */
  add(table: Table, conversion: Promise<Ready>): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { table, resolve, reject, ready: undefined }
      const queue = this.#queues.get(table) ?? []
      this.#queues.set(table, queue)
      queue.push(waiting)
      conversion.then(
        (ready) => {
          waiting.ready = ready
          this.#schedule()
        },
        (error: unknown) => this.fail(table, error),
      )
    })
  }

  /** Whether chunks of the table are under way. */
  isBusy(table: Table): boolean {
    return (this.#queues.get(table)?.length ?? 0) > 0
  }

  /** Gives up all chunks of the table that are under way: each rests on the one before. */
  fail(table: Table, error: unknown): void {
    const queue = this.#queues.get(table) ?? []
    this.#queues.delete(table)
    if (queue.length > 0) table.load(this.#db)
    for (const waiting of queue) {
      if (waiting.removal) forgetRemoval(waiting.removal)
      waiting.reject(error)
    }
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      this.#commitReady()
    })
  }

  /** Rows are removed where they lie once all before them is committed; a merge may move them even then. */
  #isPrepared(head: Waiting, isFirst: boolean): boolean {
    const prepare = head.ready?.keys?.removal
    if (!prepare) return true
    if (!isFirst || head.isPreparing) return false
    if (head.removal && isCurrent(this.#db, head.removal)) return true
    if (head.removal) forgetRemoval(head.removal)
    head.removal = undefined
    head.isPreparing = true
    prepare().then(
      (removal) => {
        head.isPreparing = false
        head.removal = removal ?? nothingRemoved
        if (this.#queues.get(head.table)?.[0] !== head) forgetRemoval(head.removal)
        this.#schedule()
      },
      (error: unknown) => {
        if (this.#queues.get(head.table)?.[0] === head) this.fail(head.table, error)
      },
    )
    return false
  }

  #commitReady(): void {
    const ready: (Waiting & { ready: Ready })[] = []
    for (const [table, queue] of this.#queues) {
      for (let isFirst = true; queue[0]?.ready && this.#isPrepared(queue[0], isFirst); isFirst = false)
        ready.push(queue.shift() as Waiting & { ready: Ready })
      if (queue.length === 0) this.#queues.delete(table)
    }
    if (ready.length === 0) return
    try {
      const outcomes = commit(this.#db, (change) =>
        ready.map((item) => writeChunk(change, this.#db, item.table, item.ready, item.removal)),
      )
      for (const [i, item] of ready.entries()) item.resolve(outcomes[i]!)
    } catch (error) {
      for (const item of ready) {
        if (item.removal) forgetRemoval(item.removal)
        item.reject(error)
      }
      for (const table of new Set(ready.map((item) => item.table))) {
        this.fail(table, error)
        table.load(this.#db)
      }
      return
    }
    for (const table of new Set(ready.map((item) => item.table))) this.#committed(table)
    // What waited for these to be committed.
    this.#schedule()
  }
}

const nothingRemoved: Removal = { tableId: 0, rows: 0, files: [] }

function writeChunk(
  change: Commit,
  db: DatabaseSync,
  table: Table,
  chunk: Ready,
  removal: Removal = nothingRemoved,
): Outcome {
  const since = schemaSince(db, table.id)
  // A chunk before this one in the same transaction may have changed them.
  const isKnown = since === table.schemaSince || table.schemaSince === change.snapshot
  if (!isKnown || tableId(db, table.name) !== table.id) {
    throw new UserError(
      'unavailable',
      `cannot store records of dataset "${table.name}": another client changed its columns`,
      {
        hint: 'It is tried again at once with the new columns.',
      },
    )
  }
  if (changeColumns(change, db, table.id, chunk.columns)) table.schemaSince = change.snapshot
  const stored = addFiles(
    change,
    table.id,
    chunk.files,
    typesOf([...chunk.columns, ...(chunk.keys ? [chunk.keys.column] : [])]),
  )
  chunk.keys?.commit(change)
  chunk.ruled?.commit(change)
  writeFindings(change, table.name, chunk.findings)
  let rejected = 0
  if (chunk.rejectedFiles.length > 0) {
    rejected = addFiles(change, table.rejectedId!, chunk.rejectedFiles, rejectedTypes)
  }
  // Each gap has one row among the rejected ones and stands for as many offsets as it is long.
  const lost = chunk.gaps.reduce((sum, gap) => sum + gap.count, 0)
  for (const gap of chunk.gaps)
    change.run('insert into caudal_lost values (?, ?, ?)', table.name, gap.offset, gap.count)
  if (chunk.refill) {
    // What is missing matters as a sum only: which range it comes from does not.
    change.run(
      `update caudal_refill set stored = stored - ?, rejected = rejected - ?
       where rowid = (select min(rowid) from caudal_refill where dataset = ?)`,
      ...[stored, rejected, table.name],
    )
    commitRemoval(change, removal, table.name)
    return { stored, rejected, duplicate: 0, late_dropped: 0 }
  }
  const dropped = chunk.keys?.duplicates ?? 0
  const counted = { stored, rejected: rejected - chunk.gaps.length + lost, duplicate: dropped, late_dropped: 0 }
  change.run(
    'insert or replace into caudal_position values (?, ?, ?)',
    ...[table.name, chunk.partition, chunk.position],
  )
  change.run(
    `insert into caudal_total values (?, ?, ?, ?, 0, ?, 0, 0) on conflict (dataset) do update set stored = stored + excluded.stored,
       duplicate = duplicate + excluded.duplicate, rejected = rejected + excluded.rejected, lost = lost + excluded.lost`,
    ...[table.name, counted.stored, dropped, counted.rejected, lost],
  )
  commitRemoval(change, removal, table.name)
  // Each row that goes is a duplicate of one that came.
  return { ...counted, stored: stored - removal.rows, duplicate: dropped + removal.rows }
}

function addFiles(change: Commit, tableId: number, files: readonly NewFile[], types: ColumnTypes): number {
  let rows = 0
  let bytes = 0
  for (const file of files) {
    change.addFile(tableId, file, types)
    rows += file.rows
    bytes += file.bytes
  }
  if (files.length > 0) change.addToTable(tableId, rows, bytes)
  return rows
}

/** Brings the catalogue's columns to those that the chunk was written with. */
function changeColumns(change: Commit, db: DatabaseSync, id: number, columns: readonly PlannedColumn[]): boolean {
  const known = new Map(readColumns(db, id).map((column) => [column.id, column]))
  let changed = false
  for (const column of columns) {
    const before = known.get(column.id)
    if (before && before.type === column.type) {
      const about = JSON.stringify(before.about)
      const { id: _, elementId, name, type, ...after } = column
      if (about !== JSON.stringify(after)) describeColumn(change, id, column)
      continue
    }
    if (before) widenColumn(change, id, before, column)
    else addColumn(change, id, column)
    changed = true
  }
  if (changed) {
    change.change(`altered_table:${id}`)
    change.alter(id)
  }
  return changed
}

/** The types by field id, in which the statistics are compared. */
function typesOf(columns: readonly StoryColumn[]): ColumnTypes {
  const types = new Map<number, string>(recordColumns.map((column) => [column.id, column.type]))
  for (const column of columns) {
    types.set(column.id, column.type)
    if (column.elementId !== undefined) types.set(column.elementId, column.type.replace('[]', ''))
  }
  return types
}

export const rejectedTypes: ColumnTypes = new Map(rejectedColumns.map((column) => [column.id, column.type]))
