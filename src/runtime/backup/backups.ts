/** Backups of a running project, one at a time, and the last one that was finished. */
import { realpath } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative } from 'node:path'
import { messageOf, systemCode, UserError } from '../../lib/errors.ts'
import type { Log } from '../../lib/log.ts'
import type { BackupReport, BackupState } from '../../model/backup-report.ts'
import { installationOf, type StateTables } from '../state.ts'
import { type Moment, type MomentParts, releaseMoment, takeMoment } from './moment.ts'
import { projectFilesOf } from './project-files.ts'
import { writeBackup } from './write-backup.ts'

export const backupTable: StateTables = {
  owner: 'backups',
  steps: [
    `create table if not exists last_backup (
       one integer primary key check (one = 1), at text not null, folder text not null, files integer not null,
       bytes integer not null, copied_bytes integer not null, took_ms integer not null
     ) strict`,
  ],
}

export interface BackupsParts extends MomentParts {
  readonly version: string
  readonly project: () => { readonly name: string; readonly folder: string }
  readonly log: Log
}

export class Backups {
  readonly #parts: BackupsParts
  #running: { done_bytes: number; total_bytes: number } | undefined

  constructor(parts: BackupsParts) {
    this.#parts = parts
  }

  get last(): BackupReport | undefined {
    const row = this.#parts.state
      .prepare('select at, folder, files, bytes, copied_bytes, took_ms from last_backup')
      .get() as unknown as BackupReport | undefined
    return row && { ...row }
  }

  get report(): BackupState {
    const { last } = this
    return { ...(last && { last }), ...(this.#running && { running: { ...this.#running } }) }
  }

  /** Removes what a killed one has left in the data folder. */
  clear(): Promise<void> {
    return releaseMoment(this.#parts.data)
  }

  /** Writes one into a folder of backups; resolves when it is on disk. */
  async run(folder: string): Promise<BackupReport> {
    const { data, log } = this.#parts
    if (this.#running) {
      throw new UserError('conflict', 'cannot back up: a backup is under way', { hint: 'Wait until it has ended.' })
    }
    this.#running = { done_bytes: 0, total_bytes: 0 }
    try {
      await requireOutside(folder, data)
      const report = await this.#write(folder)
      log.info('backed up', { folder: report.folder, bytes: report.bytes, copied_bytes: report.copied_bytes })
      return report
    } catch (error) {
      if (error instanceof UserError || systemCode(error) === undefined) throw error
      throw new UserError('unavailable', `cannot back up to "${folder}": ${messageOf(error)}`, {
        hint: 'See that the folder may be written and that its disk has space; earlier backups are as they were.',
        cause: error,
      })
    } finally {
      this.#running = undefined
      await releaseMoment(data)
    }
  }

  async #write(folder: string): Promise<BackupReport> {
    const { state, version, project, log } = this.#parts
    const began = performance.now()
    const running = this.#running!
    const {
      folder: written,
      manifest,
      copied_bytes,
    } = await writeBackup({
      folder,
      about: { version, project: project().name, installation: installationOf(state) },
      takeMoment: async () => {
        const moment = await this.#takeMoment()
        log.info('the moment of a backup is taken', { paused_ms: Math.round(moment.paused_ms) })
        return moment
      },
      projectFiles: await projectFilesOf(project().folder),
      onTotal: (bytes) => {
        running.total_bytes = bytes
      },
      onBytes: (count) => {
        running.done_bytes += count
      },
    })
    const report: BackupReport = {
      at: manifest.at,
      folder: written,
      files: manifest.files.length,
      bytes: manifest.files.reduce((sum, { bytes }) => sum + bytes, 0),
      copied_bytes,
      took_ms: Math.round(performance.now() - began),
    }
    const { at, files, bytes, took_ms } = report
    state
      .prepare('insert or replace into last_backup values (1, ?, ?, ?, ?, ?, ?)')
      .run(at, written, files, bytes, copied_bytes, took_ms)
    return report
  }

  /** What fails here, fails in the data folder, whatever is to become of the backup. */
  async #takeMoment(): Promise<Moment> {
    try {
      return await takeMoment(this.#parts)
    } catch (error) {
      if (error instanceof UserError || systemCode(error) === undefined) throw error
      throw new UserError('unavailable', `cannot back up "${this.#parts.data}": ${messageOf(error)}`, {
        hint: 'See that its disk has space: copies of databases lie there until the backup is written.',
        cause: error,
      })
    }
  }
}

async function requireOutside(folder: string, data: string): Promise<void> {
  if (!isAbsolute(folder) || folder.includes('\0')) {
    throw new UserError(
      'invalid',
      `cannot back up to "${folder}": expecting a whole path on the machine of the project`,
      {
        hint: 'Write it like /mnt/backups/shop.',
      },
    )
  }
  const path = relative(await realpath(data), await realPlace(folder))
  if (path === '' || (!path.startsWith('..') && !isAbsolute(path))) {
    throw new UserError('invalid', `cannot back up to "${folder}": it lies in the folder of the data itself`, {
      hint: 'Name a folder elsewhere, best on another disk.',
    })
  }
}

/** Where a folder will lie that may not be there yet, whatever links lead to it. */
async function realPlace(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    if (systemCode(error) !== 'ENOENT' || dirname(path) === path) throw error
    return join(await realPlace(dirname(path)), basename(path))
  }
}
