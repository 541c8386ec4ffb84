import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { Log } from '../../../lib/log.ts'
import { dataFolder } from '../catalogue/open.ts'

/**
 * Removes files that a crash left behind before a catalogue knew them: Parquet files of our naming that no row of the catalogue
 * names and that are older than this process. Other clients may be writing files at this moment: theirs are named otherwise.
 */
export function removeOrphans(db: DatabaseSync, folder: string, log: Log): void {
  const known = new Set<string>()
  for (const table of ['ducklake_data_file', 'ducklake_delete_file', 'ducklake_files_scheduled_for_deletion']) {
    for (const row of db.prepare(`select path from ${table}`).all()) known.add(String(row.path).split('/').at(-1)!)
  }
  const started = Date.now() - process.uptime() * 1000
  for (const file of [...parquetFiles(folder), ...filesNamed(folder, ourDeletes)]) {
    if (known.has(file.name) || statSync(file.path).mtimeMs >= started) continue
    log.info(`removes "${file.path}", which was never committed`)
    rmSync(file.path)
  }
}

export interface FoundFile {
  readonly dataset: string
  readonly name: string
  readonly path: string
}

const ourName = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.parquet$/

/** Of what names removed rows. */
const ourDeletes = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-delete\.parquet$/

/** The Parquet files with rows that we wrote, by their names. */
export function parquetFiles(folder: string): FoundFile[] {
  return filesNamed(folder, ourName)
}

function filesNamed(folder: string, form: RegExp): FoundFile[] {
  const main = join(dataFolder(folder), 'main')
  const found: FoundFile[] = []
  for (const dataset of readdirSync(main, { withFileTypes: true })) {
    if (!dataset.isDirectory()) continue
    for (const name of readdirSync(join(main, dataset.name))) {
      if (form.test(name)) found.push({ dataset: dataset.name, name, path: join(main, dataset.name, name) })
    }
  }
  return found
}
