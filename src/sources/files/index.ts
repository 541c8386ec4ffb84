import { rm } from 'node:fs/promises'
import { dirname, isAbsolute, relative } from 'node:path'
import { type Static, Type } from 'typebox'
import { durationPattern, parseDuration } from '../../lib/duration.ts'
import { UserError } from '../../lib/errors.ts'
import type { Formats, OpenFormat } from '../../model/format-reader.ts'
import { Batcher } from '../batcher.ts'
import { lookForFiles } from '../file-look.ts'
import { Ledger, type LedgerCursor } from '../ledger.ts'
import { foldersOf } from '../paths.ts'
import { defineSource, type SourceContext, type Yielded } from '../source.ts'
import { UnreadableFiles } from '../unreadable-files.ts'
import { Watcher } from '../watcher.ts'
import { type ContentOptions, openContent, readContent } from './content.ts'
import { FileMemory, type FilesEntry } from './file-memory.ts'
import { Gathering } from './gathering.ts'
import { isUnchanged, type LandedFile, Landing, moveFile } from './landing.ts'
import { addFileField, dropFirst } from './records.ts'

/** The cursor is what was read: files by path, contents by hash, and of the content being read how many records. */
export type FilesCursor = LedgerCursor<FilesEntry>

const options = Type.Object({
  path: Type.Union([Type.String(), Type.Array(Type.String())], {
    description: 'The files to read: folders, globs or paths, one or a list; relative to the project.',
    default: 'landing',
  }),
  // Words of our own, or the name of a format.
  format: Type.Union([Type.Literal('detect'), Type.Literal('parquet'), Type.String()], {
    description: 'The format of the files; `detect` tells by the ending of the name, else by the content.',
    default: 'detect',
  }),
  format_options: Type.Record(Type.String(), Type.Unknown(), {
    description: 'Options of the format, such as `{ delimiter: ";" }` for CSV.',
    default: {},
  }),
  settle: Type.String({
    description: 'How long a file must not have changed before it is taken to be whole.',
    pattern: durationPattern,
    default: '1s',
  }),
  done: Type.Union([Type.Literal('stay'), Type.Literal('move'), Type.Literal('delete')], {
    description:
      'What becomes of a file that was read; with `move`, a broken one goes to the folder `failed` beside it.',
    default: 'stay',
  }),
  move_to: Type.String({
    description: 'The folder into which read files are moved, relative to their own.',
    default: 'done',
  }),
  file_field: Type.String({
    description: 'A field to be added to each record with the path of its file in the project; empty for none.',
    default: '',
  }),
  poll: Type.String({
    description: 'The pause before looking again; changes that the system tells of end it early.',
    pattern: durationPattern,
    default: '1s',
  }),
  remember: Type.String({
    description: 'How long the content of files that are gone is remembered, so that it is not read again.',
    pattern: durationPattern,
    default: '30d',
  }),
})

export default defineSource({
  name: 'files',
  summary: 'Reads each file that lands in a folder once: CSV, JSON, Parquet or plain text, packed or not.',
  options,
  example: {
    path: 'landing/*.csv',
    format: 'detect',
    format_options: {},
    settle: '1s',
    done: 'stay',
    move_to: 'done',
    file_field: '',
    poll: '1s',
    remember: '30d',
  },

  trial: { done: 'stay' },

  look: ({ path }, folder) => lookForFiles(path, folder),

  async *read(options, context: SourceContext<FilesCursor>) {
    const { signal, sleep, folder, log } = context
    const patterns = typeof options.path === 'string' ? [options.path] : options.path
    const settle = parseDuration(options.settle)
    const poll = parseDuration(options.poll)
    const moveTo = options.done === 'move' ? [options.move_to, 'failed'] : []
    // A mistake in the options is told now, not with the first file.
    if (options.format !== 'detect' && options.format !== 'parquet') {
      await context.formats.open(options.format, options.format_options)
    }
    const ledger = await Ledger.open<FilesEntry>(context.state, context.cursor)
    const memory = new FileMemory(ledger, parseDuration(options.remember))
    const unreadable = new UnreadableFiles(context)
    const landing = new Landing({ patterns, folder, settle, moveTo, unreadable })
    const watcher = new Watcher()
    const gathering = new Gathering()
    const content = {
      format: options.format,
      formatOptions: options.format_options,
      formats: openedOnce(context.formats),
    }
    const reading = { options, content, context, memory, gathering, unreadable }
    try {
      for (let isFirst = true; !signal.aborted; isFirst = false) {
        for (const path of foldersOf(patterns, folder)) watcher.add(path)
        const begin = performance.now()
        const files = await landing.files()
        const looked_ms = performance.now() - begin
        if (isFirst) {
          for (const { path, records } of memory.unfinished(files)) {
            log.warn(`cannot find file "${path}" any more: ${records} of its records were read`)
          }
        }
        for (const file of files) {
          if (signal.aborted) return
          try {
            if (memory.knows(file)) await tidy(file, reading)
            else yield* readFile(file, reading)
          } catch (error) {
            unreadable.tell(file.path, error)
          }
          if (gathering.isFull) yield* store(reading)
        }
        if (signal.aborted) return
        yield* store(reading)
        memory.forgetOld(files)
        // Looking at thousands of files takes a while: it is not done all the time, however often something happens.
        const gather_ms = Math.max(50, 5 * looked_ms)
        await watcher.wait(sleep, landing.isBusy ? Math.min(poll, settle) : poll, gather_ms)
      }
    } finally {
      watcher.close()
    }
  },
})

interface Reading {
  readonly options: Static<typeof options>
  readonly content: ContentOptions
  readonly context: SourceContext<FilesCursor>
  readonly memory: FileMemory
  readonly gathering: Gathering
  readonly unreadable: UnreadableFiles
}

/** Of thousands of small files each would have the same options checked again. */
function openedOnce(formats: Formats): Formats {
  const opened = new Map<string, Promise<OpenFormat>>()
  return {
    ...formats,
    open(name, options) {
      const key = JSON.stringify([name, options])
      const format = opened.get(key) ?? formats.open(name, options)
      opened.set(key, format)
      return format
    },
  }
}

/** Gathers the records of a file; yields in the middle of one that is large. */
async function* readFile(file: LandedFile, reading: Reading): AsyncGenerator<Yielded<FilesCursor>, void, void> {
  const { options, memory, gathering, unreadable } = reading
  const { folder, log, signal } = reading.context
  const { path, size } = file
  const content = await openContent(path, size)
  unreadable.wasRead(path)
  const begun = memory.content(content.hash)
  if (begun?.done) {
    memory.finish(file, content.hash, begun)
    gathering.end({ file, records: 0, rejected: 0 })
    log.info('a file has the content of one that was read, and is not read again', { path, same_as: begun.path })
    return
  }
  const inProject = relative(folder, path)
  const name = inProject.startsWith('..') || isAbsolute(inProject) ? path : inProject
  const batcher = new Batcher()
  const progress = { path, records: 0, rejected: 0 }
  let failure: string | undefined
  try {
    for await (const whole of readContent(content, reading.content)) {
      if (signal.aborted) return
      const batch = dropFirst(
        whole,
        (begun?.records ?? 0) - progress.records,
        (begun?.rejected ?? 0) - progress.rejected,
      )
      if (batcher.isFull) {
        memory.progress(content.hash, progress)
        gathering.add(batcher.take())
        yield* store(reading)
      }
      progress.records += whole.count
      progress.rejected += whole.rejected?.length ?? 0
      batcher.add(path, [options.file_field === '' ? batch : addFileField(batch, options.file_field, name)])
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const place = progress.records > 0 ? ` behind record ${progress.records}` : ''
    failure = `cannot read file "${name}"${place}: ${error.message}`
    log.warn(failure)
    const rejected = [{ bytes: Buffer.from(path), reason: failure }]
    batcher.add(path, [{ bytes: new Uint8Array(0), count: 0, line: 1, rejected }])
  }
  memory.finish(file, content.hash, progress, failure !== undefined)
  if (!batcher.isEmpty) gathering.add(batcher.take())
  gathering.end({ file, records: progress.records, rejected: progress.rejected, isBroken: failure !== undefined })
}

/** Makes durable what was gathered, and tidies up the files that were read to their ends. */
async function* store(reading: Reading): AsyncGenerator<Yielded<FilesCursor>, void, void> {
  const { gathering, memory, unreadable } = reading
  const { log } = reading.context
  const { pieces, files } = gathering.take()
  if (pieces.length === 0 && files.length === 0) return
  if (pieces.length > 0) {
    const cursor = memory.cursor()
    yield pieces.map((piece) => ({ ...piece, cursor }))
  }
  await memory.settle(pieces.length === 0)
  for (const { file, records, rejected, isBroken } of files) {
    if (!isBroken) log.info('a file was read', { path: file.path, records, rejected })
    try {
      await tidy(file, reading)
    } catch (error) {
      unreadable.tell(file.path, error)
    }
  }
}

/** A file that was read goes where the options say, unless it has another content by now. */
async function tidy(file: LandedFile, { options, memory }: Reading): Promise<void> {
  if (options.done === 'stay' || !(await isUnchanged(file))) return
  const hasFailed = memory.hasFailed(file)
  if (options.done === 'delete' && !hasFailed) await rm(file.path, { force: true })
  if (options.done !== 'move') return
  const moved = await moveFile(file.path, hasFailed ? 'failed' : options.move_to)
  // Somebody wrote to it at that very moment: it goes back to be read.
  if (!(await isUnchanged({ ...file, path: moved }))) await moveFile(moved, dirname(file.path))
}
