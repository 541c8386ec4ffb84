import { isAbsolute, relative, resolve } from 'node:path'
import { Type } from 'typebox'
import { durationPattern, parseDuration } from '../../lib/duration.ts'
import { batchOf } from '../../model/batch.ts'
import { Ledger, type LedgerCursor } from '../ledger.ts'
import { foldersOf } from '../paths.ts'
import { defineSource, type SourceContext } from '../source.ts'
import { UnreadableFiles } from '../unreadable-files.ts'
import { Watcher } from '../watcher.ts'
import { openContent } from './content.ts'
import { Landing } from './landing.ts'
import { readAgain } from './told-again.ts'

/** A file as it was told of last. */
interface LandedEntry {
  readonly size: number
  readonly modified: number
  readonly hash: string
  readonly at: number
  /** The time of the version that was told, where it was written again as it was since. */
  readonly told?: number
}

/** The record of a file. */
export interface LandedRecord {
  /** Relative to the project where it lies in it. */
  readonly path: string
  readonly size: number
  /** ISO 8601. */
  readonly modified: string
}

const options = Type.Object({
  path: Type.Array(Type.String(), {
    description: 'The files to tell of: folders, globs or paths, relative to the project.',
    default: ['landing'],
  }),
  settle: Type.String({
    description: 'How long a file must not have changed before it is taken to be whole.',
    pattern: durationPattern,
    default: '1s',
  }),
  poll: Type.String({
    description: 'The pause before looking again; changes that the system tells of end it early.',
    pattern: durationPattern,
    default: '1s',
  }),
  remember: Type.String({
    description: 'How long files that are gone are remembered, so that they are not told of again.',
    pattern: durationPattern,
    default: '30d',
  }),
})

/** What functions on files run on: no source of the project file, for its records are only names. */
export default defineSource({
  name: 'landed',
  summary: 'Tells of each version of each file that lands, once.',
  options,
  example: { path: ['landing/*.pdf'], settle: '1s', poll: '1s', remember: '30d' },

  // The cursor is what was told of: the version of each file by its path.
  async *read(options, { cursor, signal, sleep, folder, state, log, tell }: SourceContext<LedgerCursor<LandedEntry>>) {
    const settle = parseDuration(options.settle)
    const poll = parseDuration(options.poll)
    const ledger = await Ledger.open<LandedEntry>(state, cursor)
    const unreadable = new UnreadableFiles({ log, tell })
    const landing = new Landing({ patterns: options.path, folder, settle, moveTo: [], unreadable })
    const watcher = new Watcher()
    try {
      while (!signal.aborted) {
        await heedNotes(ledger, state, folder)
        for (const path of foldersOf(options.path, folder)) watcher.add(path)
        const files = await landing.files()
        for (const { path, size, modified } of files) {
          if (signal.aborted) return
          const known = ledger.get(path)
          if (known?.size === size && known.modified === modified) continue
          const hash = await maybeHash(path, size, unreadable)
          if (hash === undefined) continue
          const entry = { size, modified, hash, at: Date.now() }
          // It was written again as it was.
          if (known?.hash === hash) {
            ledger.set(path, { ...entry, told: known.told ?? known.modified })
            continue
          }
          ledger.set(path, entry)
          const record: LandedRecord = { path: nameOf(path, folder), size, modified: new Date(modified).toISOString() }
          yield { ...batchOf([record]), request: record.path, cursor: ledger.cursor() }
          await ledger.settle()
        }
        forgetOld(ledger, new Set(files.map(({ path }) => path)), Date.now() - parseDuration(options.remember))
        await watcher.wait(sleep, landing.isBusy ? Math.min(poll, settle) : poll, 50)
      }
    } finally {
      watcher.close()
    }
  },
})

function nameOf(path: string, folder: string): string {
  const inProject = relative(folder, path)
  return inProject.startsWith('..') || isAbsolute(inProject) ? path : inProject
}

/** One that is gone between looking and reading, or not ours to read, is looked at again. */
async function maybeHash(path: string, size: number, unreadable: UnreadableFiles): Promise<string | undefined> {
  try {
    const { hash } = await openContent(path, size)
    unreadable.wasRead(path)
    return hash
  } catch (error) {
    unreadable.tell(path, error)
    return undefined
  }
}

/** A version that was told and not read is forgotten: what lies there now is told of, whatever it holds. */
async function heedNotes(ledger: Ledger<LandedEntry>, state: string, folder: string): Promise<void> {
  const { versions, remove } = await readAgain(state)
  if (versions.length === 0) return
  for (const { path, modified } of versions) {
    const absolute = resolve(folder, path)
    const known = ledger.get(absolute)
    if (known && new Date(known.told ?? known.modified).toISOString() === modified) ledger.delete(absolute)
  }
  await ledger.settle(true)
  await remove()
}

function forgetOld(ledger: Ledger<LandedEntry>, present: ReadonlySet<string>, before: number): void {
  for (const [path, { at }] of ledger.entries()) if (at < before && !present.has(path)) ledger.delete(path)
}
