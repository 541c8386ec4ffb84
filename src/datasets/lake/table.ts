/** One dataset in the lake process: what it will look like once everything under way is committed. */
import { writeFileSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { UserError } from '../../lib/errors.ts'
import { partitionOf } from '../../model/offset.ts'
import { type BadLine, type ScanResult, Shape, scanChunk } from '../../model/scan.ts'
import type { DatasetOptions } from '../dataset.ts'
import { type Commit, commit } from './catalogue/commit.ts'
import { readColumns } from './catalogue/read.ts'
import { addColumn, createTable, type PlannedColumn } from './catalogue/schema-change.ts'
import { statement } from './catalogue/statement.ts'
import type { Keys } from './keys/keys.ts'
import type { Chunk, ChunkFrame } from './protocol.ts'
import { type RejectedRow, recordColumns, rejectedColumns, rejectedName } from './rejected.ts'
import { judge } from './remarks/judgement.ts'
import { findOddValues } from './remarks/odd-values.ts'
import { type Finding, readRemarks, readSetAside } from './remarks/remark-store.ts'
import type { Rules } from './rules/rules.ts'
import { earlyRejected, frameFrom, frameOfLine, type Gap, gapsOf, type Run, runsOf } from './write/chunk.ts'
import { declaredColumns, type Layout, layOut } from './write/layout.ts'

/** A chunk that is understood and waits to be converted. */
export interface Prepared {
  readonly path: string
  readonly bytes: Buffer
  readonly runs: readonly Run[]
  readonly layout: Layout
  readonly rejected: readonly RejectedRow[]
  readonly gaps: readonly Gap[]
  readonly partition: number
  readonly position: number
  readonly findings: readonly Finding[]
}

export class Table {
  readonly options: DatasetOptions
  id = 0
  rejectedId: number | undefined
  /** Of a dataset with a key. */
  keys: Keys | undefined
  rules: Rules | undefined
  /** The columns that are read from records, as the last prepared chunk needs them. */
  columns: readonly PlannedColumn[] = []
  /** The begin of the table's schema in the catalogue; another value means that another client changed it. */
  schemaSince = 0
  #nextColumnId = 0
  #storedIn: (column: string) => number = () => 0
  /** How many values of a field, by its folded name, were set aside. */
  #setAside = new Map<string, number>()
  /** The remarks that were told, and need not be again. */
  readonly #told = new Set<string>()
  readonly #positions = new Map<number, number>()
  readonly #shape = new Shape()

  constructor(options: DatasetOptions) {
    this.options = options
  }

  get name(): string {
    return this.options.name
  }

  /** Forgets what was under way, and begins with what is committed; makes the table when there is none. */
  load(db: DatabaseSync): void {
    this.id = tableId(db, this.name) ?? commit(db, (change) => createDataset(change, this.options))
    this.rejectedId = tableId(db, rejectedName(this.name))
    this.keys?.load(this.id)
    this.columns = readColumns(db, this.id).flatMap((column) => {
      if (!column.about) return []
      const planned = { ...column.about, id: column.id, name: column.name, type: column.type } as PlannedColumn
      const elementId = column.children[0]?.id
      return [elementId === undefined ? planned : { ...planned, elementId }]
    })
    this.schemaSince = schemaSince(db, this.id)
    const ids = db.prepare('select max(column_id) as id from ducklake_column where table_id = ?').get(this.id)
    this.#nextColumnId = Number(ids?.id) + 1
    this.#storedIn = (column) => storedValues(db, this.id, column)
    this.#setAside = readSetAside(db, this.name)
    for (const remark of readRemarks(db, this.name)) this.#told.add(keyOf(remark))
    this.#positions.clear()
    const rows = db.prepare('select part, position from caudal_position where dataset = ?').all(this.name)
    for (const row of rows) this.#positions.set(Number(row.part), Number(row.position))
  }

  /** The table of what is rejected, made when the first such record comes. */
  needRejected(db: DatabaseSync): number {
    this.rejectedId ??= commit(db, (change) => createRejected(change, this.name))
    return this.rejectedId
  }

  /** Decides what becomes of each record of the chunk, whose file has these bytes, and takes the columns that it needs. */
  prepare(chunk: Chunk, file: Buffer, isWanted: (offset: number) => boolean): Prepared {
    const first = chunk.frames[0]
    const partition = partitionOf(first ? first.offset : chunk.position)
    const from = chunk.refill ? undefined : this.#positions.get(partition)
    if (chunk.after !== undefined && !chunk.refill && from !== chunk.after) {
      throw new UserError(
        'unavailable',
        `cannot store records of dataset "${this.name}": those before them were not stored`,
        {
          hint: 'Read on from the committed position.',
        },
      )
    }
    let { path } = chunk
    let bytes = file
    let frames = chunk.frames
    if (from !== undefined && first && first.offset < from) {
      ;({ frames, bytes } = framesFrom(frames, bytes, from))
      path = `${path}.rest`
      writeFileSync(path, bytes)
    }
    const records = frames.filter((frame) => frame.kind === 'records')
    const scan = scanChunk(bytes, this.#shape)
    const count = records.reduce((sum, frame) => sum + frame.count, 0)
    if (scan.lines !== count) throw new Error(`A chunk of "${this.name}" has ${scan.lines} lines for ${count} offsets.`)
    const unwanted = chunk.refill ? unwantedLines(records, isWanted) : []
    const bad = [...new Set([...scan.bad.map((line) => line.index), ...unwanted])].sort((a, b) => a - b)
    const runs = runsOf(records, bad)
    const wanted = cutOut(scan, bytes, unwanted)
    const odd = findOddValues(bytes, wanted, runs, this.columns, this.options.fields ?? {})
    const { kept, findings } = judge(odd, this.#storedIn, chunk.refill ? new Map(this.#setAside) : this.#setAside)
    const layout = layOut(bytes, wanted, this.columns, this.options, () => this.#nextColumnId++, kept)
    if (layout.bytes !== bytes) {
      path = `${path}.clean`
      writeFileSync(path, layout.bytes)
    }
    this.columns = layout.columns
    if (!chunk.refill) this.#positions.set(partition, chunk.position)
    const rejected = [
      ...scan.bad.map((line) => rejectedLine(line, records, bytes)),
      ...frames.filter((frame) => frame.kind === 'rejected').flatMap(earlyRejected),
    ].filter((row) => !chunk.refill || isWanted(row.offset))
    return {
      path,
      bytes: layout.bytes,
      runs,
      layout,
      rejected,
      gaps: chunk.refill ? [] : gapsOf(frames, from, chunk.position),
      partition,
      position: chunk.position,
      // What is filled again was looked at when it came first.
      findings: chunk.refill ? [] : findings,
    }
  }

  /** Those of the findings that were not told yet; from now on they were. */
  untold(findings: readonly Finding[]): Finding[] {
    return findings.filter((finding) => {
      const key = keyOf(finding)
      return !this.#told.has(key) && this.#told.add(key)
    })
  }
}

function keyOf({ kind, field, source }: Pick<Finding, 'kind' | 'field' | 'source'>): string {
  return JSON.stringify([kind, field, source])
}

/** How many values a column of the table has. */
function storedValues(db: DatabaseSync, table: number, column: string): number {
  const row = statement(
    db,
    `select sum(s.value_count) as n from ducklake_file_column_stats s join ducklake_data_file f using (data_file_id)
       join ducklake_column c on c.table_id = f.table_id and c.column_id = s.column_id and c.end_snapshot is null
       where f.table_id = ? and f.end_snapshot is null and c.column_name = ?`,
  ).get(table, column)
  return Number(row?.n ?? 0)
}

/** Adds lines to the bad ones, so that they are not read. */
function cutOut(scan: ScanResult, bytes: Buffer, unwanted: readonly number[]): ScanResult {
  if (unwanted.length === 0) return scan
  const known = new Set(scan.bad.map((line) => line.index))
  const wanted = new Set(unwanted.filter((index) => !known.has(index)))
  const more: BadLine[] = []
  let index = 0
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(10, start)
    const line = bytes.subarray(start, end)
    if (line.some((byte) => byte > 32)) {
      if (wanted.has(index)) more.push({ index, start, end, reason: '' })
      index++
    }
    start = end + 1
  }
  return { ...scan, bad: [...scan.bad, ...more].sort((a, b) => a.index - b.index) }
}

function unwantedLines(frames: readonly ChunkFrame[], isWanted: (offset: number) => boolean): number[] {
  const lines: number[] = []
  let line = 0
  for (const frame of frames) {
    for (let i = 0; i < frame.count; i++, line++) if (!isWanted(frame.offset + i)) lines.push(line)
  }
  return lines
}

function framesFrom(
  frames: readonly ChunkFrame[],
  bytes: Buffer,
  from: number,
): { frames: readonly ChunkFrame[]; bytes: Buffer } {
  const kept: ChunkFrame[] = []
  const parts: Buffer[] = []
  for (const frame of frames) {
    if (frame.offset + frame.count <= from) continue
    const own = frame.bytes ? Buffer.from(frame.bytes) : bytes.subarray(frame.start, frame.start + frame.length)
    const rest = frameFrom(frame, own, from)
    kept.push(frame.bytes ? { ...rest.frame, bytes: rest.bytes } : rest.frame)
    if (!frame.bytes) parts.push(rest.bytes)
  }
  return { frames: kept, bytes: Buffer.concat(parts) }
}

function rejectedLine(line: BadLine, frames: readonly ChunkFrame[], bytes: Buffer): RejectedRow {
  const { frame, before } = frameOfLine(frames, line.index)
  return {
    offset: frame.offset + before,
    received: frame.received,
    source: frame.source,
    reason: line.reason,
    line: frame.line === undefined ? undefined : frame.line + before,
    request: frame.request,
    bytes: bytes.subarray(line.start, line.end),
  }
}

/** The id of a table of the schema `main`, if there is one. */
export function tableId(db: DatabaseSync, name: string): number | undefined {
  const row = statement(
    db,
    `select t.table_id as id from ducklake_table t join ducklake_schema s using (schema_id)
       where t.table_name = ? and t.end_snapshot is null and s.end_snapshot is null and s.schema_name = 'main'`,
  ).get(name)
  return row && Number(row.id)
}

function createDataset(change: Commit, options: DatasetOptions): number {
  const id = createTable(change, options.name)
  let nextColumnId = Math.max(...recordColumns.map((column) => column.id)) + 1
  for (const column of [...recordColumns, ...declaredColumns(options, () => nextColumnId++)])
    addColumn(change, id, column)
  return id
}

function createRejected(change: Commit, name: string): number {
  const id = createTable(change, rejectedName(name))
  for (const column of rejectedColumns) addColumn(change, id, column)
  return id
}

/** The snapshot in which the table's columns changed last. */
export function schemaSince(db: DatabaseSync, id: number): number {
  const row = statement(db, 'select max(begin_snapshot) as since from ducklake_schema_versions where table_id = ?').get(
    id,
  )
  return Number(row?.since ?? 0)
}
