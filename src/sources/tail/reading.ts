import type { Encoding } from '../../lib/encoding.ts'
import type { Log } from '../../lib/log.ts'
import type { FormatBatch, Formats, OpenFormat } from '../../model/format-reader.ts'
import type { Ledger } from '../ledger.ts'
import type { UnreadableFiles } from '../unreadable-files.ts'
import type { TailEntry } from './followed-file.ts'

/** What following and unpacking share. */
export interface TailContext {
  readonly patterns: readonly string[]
  readonly folder: string
  readonly format: OpenFormat
  readonly formats: Formats
  readonly encoding: Encoding | undefined
  readonly ledger: Ledger<TailEntry>
  readonly log: Log
  readonly unreadable: UnreadableFiles
  /** Milliseconds. */
  readonly quiet: number
}

/** What was read of one file, and what is to be remembered of it once that is durable. */
export interface ReadItem {
  readonly key: string
  readonly path: string
  readonly batches: readonly FormatBatch[]
  readonly entry: TailEntry
}
