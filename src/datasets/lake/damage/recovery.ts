/**
 * A catalogue that is lost or damaged is made again from the Parquet files: they carry names, types and offsets, and outlive the
 * stream's retention, so that this loses nothing that a second reading of the stream could not give. History begins anew.
 */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { messageOf } from '../../../lib/errors.ts'
import type { Log } from '../../../lib/log.ts'
import { quoteName, quoteText } from '../../../lib/sql-text.ts'
import { offsetOf, partitionOf } from '../../../model/offset.ts'
import { type Commit, commit, type NewFile } from '../catalogue/commit.ts'
import { cataloguePath } from '../catalogue/open.ts'
import { maybeText } from '../catalogue/read.ts'
import { addColumn, createTable, type PlannedColumn } from '../catalogue/schema-change.ts'
import { type Duck, readParquet, rowsOf } from '../duck.ts'
import { checksumOf, type FileStory, rowIdColumn } from '../parquet.ts'
import { rejectedName } from '../rejected.ts'
import { type FoundFile, parquetFiles } from './orphans.ts'
import { quarantineFolder } from './quarantine.ts'
import { rowIdOnly } from './refill.ts'

/** Moves a catalogue that SQLite finds damaged to the quarantine. */
export function setAsideIfDamaged(folder: string, log: Log): boolean {
  const path = cataloguePath(folder)
  if (!existsSync(path)) return false
  const damage = existsSync(condemnedPath(folder)) ? 'its parts contradict each other' : damageOfCatalogue(path)
  if (damage === undefined) return false
  const to = join(quarantineFolder(folder), `catalogue-${Date.now()}`)
  mkdirSync(to, { recursive: true })
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, join(to, basename(path) + suffix))
  }
  rmSync(condemnedPath(folder), { force: true })
  log.error(`the catalogue is damaged: ${damage}; it is made again from the data files`, { moved_to: to })
  return true
}

/**
 * Reads all of a catalogue; when its tables and indexes contradict each other, nobody can tell which are right, and the next start
 * makes it again. Returns whether that is so.
 */
export function condemnIfDamaged(db: DatabaseSync, folder: string): boolean {
  if (db.prepare('pragma integrity_check(1)').get()?.integrity_check === 'ok') return false
  writeFileSync(condemnedPath(folder), '')
  return true
}

function condemnedPath(folder: string): string {
  return `${cataloguePath(folder)}.condemned`
}

function damageOfCatalogue(path: string): string | undefined {
  try {
    const db = new DatabaseSync(path, { timeout: 10_000 })
    try {
      const result = db.prepare('pragma quick_check(1)').get()?.quick_check
      return result === 'ok' ? undefined : String(result)
    } finally {
      db.close()
    }
  } catch (error) {
    // A disk that fails, or a lock, says nothing of the file.
    if (!isDamage(error)) throw error
    return messageOf(error)
  }
}

/** SQLITE_CORRUPT, SQLITE_NOTADB (https://sqlite.org/rescode.html). */
function isDamage(error: unknown): boolean {
  if (!(error instanceof Error && 'errcode' in error && typeof error.errcode === 'number')) return false
  return [11, 26].includes(error.errcode & 0xff)
}

interface Told {
  readonly file: FoundFile
  readonly story: FileStory
  readonly new: NewFile
}

/** Fills a catalogue that knows nothing from the files that lie in the lake. Returns whether there was anything to do. */
export async function recoverCatalogue(db: DatabaseSync, duck: Duck, folder: string, log: Log): Promise<boolean> {
  if (db.prepare('select 1 from ducklake_table limit 1').get()) return false
  const files = parquetFiles(folder)
  if (files.length === 0) return false
  const byDataset = new Map<string, Told[]>()
  for (const file of files) {
    try {
      const told = await readStory(duck, file)
      if (told.story.isView) {
        rmSync(file.path)
        continue
      }
      byDataset.set(file.dataset, [...(byDataset.get(file.dataset) ?? []), told])
    } catch (error) {
      // A machine that has no more descriptors, memory or space says nothing of the file.
      if (/too many open files|cannot allocate memory|no space left/i.test(messageOf(error))) throw error
      const to = join(quarantineFolder(folder), file.dataset)
      mkdirSync(to, { recursive: true })
      renameSync(file.path, join(to, file.name))
      log.error(`a file of dataset "${file.dataset}" cannot be read: ${messageOf(error)}`, {
        file: file.name,
        moved_to: to,
      })
    }
  }
  const kept = new Map<string, Told[]>()
  for (const [dataset, told] of byDataset) kept.set(dataset, await coverOnce(duck, told))
  for (const [dataset, told] of kept) {
    commit(db, (change) => recoverTable(change, dataset, told))
    log.info(`recovered the catalogue of dataset "${dataset}"`, { files: told.length })
  }
  for (const dataset of kept.keys()) {
    const rejected = kept.get(rejectedName(dataset)) ?? []
    const isRejected = [...kept.keys()].some((other) => rejectedName(other) === dataset)
    if (!isRejected) await recoverPosition(db, duck, dataset, kept.get(dataset)!, rejected)
  }
  return true
}

/** Chooses files so that each offset comes once; what only older versions of the rows held is removed. */
async function coverOnce(duck: Duck, all: readonly Told[]): Promise<Told[]> {
  // What lay there before the dataset was filled again is not its own any more.
  const table = Math.max(...all.map((each) => each.story.table))
  const kept: Told[] = []
  for (const each of [...all].sort((a, b) => b.new.rows - a.new.rows)) {
    const others = kept.filter(
      (other) => other.new.firstOffset <= each.new.lastOffset && other.new.lastOffset >= each.new.firstOffset,
    )
    const isOld = each.story.table !== table
    if (!isOld && !(await sharesOffsets(duck, each, others))) kept.push(each)
    else rmSync(each.file.path)
  }
  return kept
}

async function sharesOffsets(duck: Duck, one: Told, others: readonly Told[]): Promise<boolean> {
  if (others.length === 0) return false
  const own = readParquet([one.file.path], rowIdOnly)
  const rest = readParquet(
    others.map((other) => other.file.path),
    rowIdOnly,
  )
  const sql = `select 1 from ${own} semi join ${rest} using (${rowIdColumn}) limit 1`
  return (await duck.use((connection) => rowsOf(connection, sql))).length > 0
}

async function readStory(duck: Duck, file: FoundFile): Promise<Told> {
  const path = quoteText(file.path)
  const [kept] = await duck.use((connection) =>
    rowsOf(connection, `select decode(value) as story from parquet_kv_metadata(${path}) where decode(key) = 'caudal'`),
  )
  const story = JSON.parse(String(kept?.story)) as FileStory
  const columns = story.columns
  const values = columns.map(({ name, type }, i) => {
    const column = quoteName(name)
    const isOrdered = !type.endsWith('[]') && type !== 'BLOB'
    return `count(${column}) as n${i}${isOrdered ? `, min(${column})::varchar as min${i}, max(${column})::varchar as max${i}` : ''}`
  })
  const [row] = await duck.use((connection) =>
    rowsOf(
      connection,
      `select count(*) as rows, min(${rowIdColumn}) as first, max(${rowIdColumn}) as last,
         (select footer_size from parquet_file_metadata(${path})) as footer,
         (select file_size_bytes from parquet_file_metadata(${path})) as bytes, ${values.join(', ')}
       from ${readParquet([file.path], [...columns, ...rowIdOnly])}`,
    ),
  )
  const rows = Number(row!.rows)
  return {
    file,
    story,
    new: {
      name: file.name,
      rows,
      bytes: Number(row!.bytes),
      footer_bytes: Number(row!.footer),
      firstOffset: Number(row!.first),
      lastOffset: Number(row!.last),
      // Its rows may be sorted by time.
      level: 1,
      crc32c: await checksumOf(file.path),
      statistics: columns.flatMap(({ id, type }, i) =>
        type.endsWith('[]')
          ? []
          : {
              columnId: id,
              bytes: 0,
              values: rows,
              nulls: rows - Number(row![`n${i}`]),
              min: maybeText(row![`min${i}`]),
              max: maybeText(row![`max${i}`]),
              hasNan: type === 'DOUBLE' ? true : undefined,
            },
      ),
    },
  }
}

function recoverTable(change: Commit, dataset: string, files: readonly Told[]): void {
  const id = createTable(change, dataset)
  const columns = new Map<number, StoryColumn>()
  for (const { story } of files) {
    for (const column of story.columns) columns.set(column.id, widerOf(columns.get(column.id), column))
  }
  for (const column of [...columns.values()].sort((a, b) => a.id - b.id)) addColumn(change, id, column as PlannedColumn)
  const types = new Map([...columns.values()].map((column) => [column.id, column.type]))
  for (const file of files) {
    // A range in the order of another type would hide rows.
    const before = new Map(file.story.columns.map((column) => [column.id, column.type]))
    const statistics = file.new.statistics.map((column) =>
      before.get(column.columnId) === types.get(column.columnId)
        ? column
        : { ...column, min: undefined, max: undefined },
    )
    change.addFile(id, { ...file.new, statistics }, types)
    change.addToTable(id, file.new.rows, file.new.bytes)
  }
}

type StoryColumn = FileStory['columns'][number]

function widerOf(a: StoryColumn | undefined, b: StoryColumn): StoryColumn {
  if (!a || a.type === b.type) return b
  const scalars = [a.type, b.type].map((type) => type.replace('[]', ''))
  const wider = scalars.every((type) => type === 'BIGINT' || type === 'DOUBLE') ? 'DOUBLE' : 'VARCHAR'
  const bothLists = a.type.endsWith('[]') && b.type.endsWith('[]')
  return { ...b, type: bothLists ? `${wider}[]` : wider }
}

/**
 * The position is behind the last offset that is stored. What is missing before it was on its way when the catalogue was lost,
 * or in a damaged file: it is read from the stream again.
 */
async function recoverPosition(
  db: DatabaseSync,
  duck: Duck,
  dataset: string,
  files: readonly Told[],
  rejected: readonly Told[],
): Promise<void> {
  const source = readParquet(
    [...files, ...rejected].map((each) => each.file.path),
    rowIdOnly,
  )
  const [parts, gaps] = await duck.use(async (connection) => [
    await rowsOf(
      connection,
      `select ${rowIdColumn} // ${offsetOf(1, 0)} as part, max(${rowIdColumn}) + 1 as position from ${source} group by 1`,
    ),
    await rowsOf(
      connection,
      `select o + 1 as first, next - 1 as last from
         (select ${rowIdColumn} as o, lead(${rowIdColumn}) over (order by ${rowIdColumn}) as next from ${source})
       where next > o + 1`,
    ),
  ])
  const stored = files.reduce((sum, file) => sum + file.new.rows, 0)
  let missing = 0
  commit(db, (change) => {
    for (const { part, position } of parts) {
      change.run('insert into caudal_position values (?, ?, ?)', dataset, Number(part), Number(position))
    }
    for (const gap of gaps) {
      const [first, last] = [Number(gap.first), Number(gap.last)]
      if (partitionOf(first) !== partitionOf(last)) continue
      missing += last - first + 1
      change.run('insert into caudal_refill values (?, ?, ?, ?, 0)', dataset, first, last, last - first + 1)
    }
    change.run(
      'insert into caudal_total values (?, ?, 0, ?, 0, 0, 0, 0)',
      ...[dataset, stored + missing, rejected.reduce((sum, file) => sum + file.new.rows, 0)],
    )
  })
}
