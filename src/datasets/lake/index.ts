/**
 * The lake: datasets as Parquet files with a DuckLake catalogue in SQLite, written by a process of its own. This is the main
 * process's side of it.
 */
import { mkdirSync } from 'node:fs'
import type { Log } from '../../lib/log.ts'
import type { DatasetEngine } from '../dataset.ts'
import { cataloguePath, dataFolder } from './catalogue/open.ts'
import { LakeConnection } from './connection.ts'
import { keysFolder, passingFolders, scratchFolder } from './lake-folders.ts'
import { type LakeOptions, lakeDefaults } from './protocol.ts'
import { viewStore } from './views/store.ts'
import { AppendLine } from './write/append-line.ts'
import { ChunkFiles } from './write/chunk-files.ts'

/** The write side of the lake. */
export interface LakeEngine extends DatasetEngine {
  /** Merges all small files now. */
  settle(): Promise<void>
  /** The lake process's id while it runs; for its memory and for tests. */
  readonly pid: number | undefined
  /** Rejects when the lake cannot be opened. What is asked of it earlier waits. */
  readonly opened: Promise<unknown>
}

type OpenOptions = {
  readonly folder: string
  readonly log: Log
  /** Told when the lake met a damaged file by itself. */
  readonly onDamage?: () => void
} & Partial<LakeOptions>

/** Opens the lake in a folder, or makes it; whoever started it may do other things meanwhile. Only one process may have it open. */
export function startLake(options: OpenOptions): LakeEngine {
  const { log, onDamage = () => {}, ...rest } = options
  const lake: LakeOptions = { ...lakeDefaults, ...rest }
  mkdirSync(lake.folder, { recursive: true })
  const connection = new LakeConnection(lake, log, onDamage)
  const opened = connection.start()
  // Whoever started it may fail elsewhere and never ask.
  opened.catch(() => {})
  const files = new ChunkFiles(scratchFolder(lake.folder))

  const lines = new Map<string, AppendLine>()
  const lineOf = (dataset: string) => {
    const line = lines.get(dataset) ?? new AppendLine(dataset, connection, files)
    lines.set(dataset, line)
    return line
  }

  return {
    opened,
    files: {
      catalogue: cataloguePath(lake.folder),
      kept: [dataFolder(lake.folder), keysFolder(lake.folder)],
      passing: passingFolders(lake.folder),
    },
    async open(dataset) {
      await connection.open(dataset)
      const { name } = dataset
      return {
        append: (frames, position) => lineOf(name).append(frames, position, false),
        positions: () => connection.ask('positions', { dataset: name }),
        totals: () => connection.ask('totals', { dataset: name }),
      }
    },
    close: (name) => connection.close(name),
    beginNext: (name, from) => connection.ask('beginNext', { dataset: name, from }),
    dropNext: (name) => connection.ask('dropNext', { dataset: name }),
    swap: (name, from) => connection.ask('swap', { dataset: name, from }),
    ruleCounts: (name) => connection.ask('ruleCounts', { dataset: name }),
    verify: () => connection.ask('verify', undefined),
    repair: (look) => connection.ask('repair', { look }),
    scrub: (bytes) => connection.ask('scrub', { bytes }),
    async refill(dataset, frames) {
      const last = frames.at(-1)
      if (last) await lineOf(dataset).append(frames, last.offset + last.count, true)
    },
    endRefill: (dataset) => connection.ask('endRefill', { dataset }),
    views: viewStore(connection, scratchFolder(lake.folder)),
    settle: () => connection.ask('settle', undefined),
    stop: () => connection.stop(),
    get pid() {
      return connection.pid
    },
  }
}
