/** A backup that was finished: written by the running project, shown by the command line and the browser. */
export interface BackupReport {
  /** Its moment, ISO 8601: it holds what was acknowledged until then, and nothing of what came later. */
  readonly at: string
  /** Where it lies, on the machine of the project. */
  readonly folder: string
  readonly files: number
  readonly bytes: number
  /** What had to be written; the other files were in the backup before already, and are shared with it. */
  readonly copied_bytes: number
  readonly took_ms: number
}

/** What `GET /api/backup` answers. */
export interface BackupState {
  /** The last one that was finished. */
  readonly last?: BackupReport
  /** The one that is under way. */
  readonly running?: { readonly done_bytes: number; readonly total_bytes: number }
}

/** `manifest.json` of a backup. */
export interface BackupManifest {
  readonly format: 1
  /** The version of Caudal that wrote it. */
  readonly version: string
  readonly project: string
  /** Tells installations apart: files of the same name are the same only within one. */
  readonly installation: string
  readonly at: string
  /** The records of each stream, all that were ever appended. */
  readonly streams: Readonly<Record<string, number>>
  readonly files: readonly BackupFile[]
}

export interface BackupFile {
  /** Within the backup: `data/state.sqlite`, `project/caudal.yaml`. */
  readonly path: string
  readonly bytes: number
  /** Of the file that it was copied from. */
  readonly modified_ms: number
  readonly crc32c: number
}

export const backupManifest = 'manifest.json'
