import { rm } from 'node:fs/promises'
import { isAbsolute, relative } from 'node:path'
import { type Static, Type } from 'typebox'
import { durationPattern, parseDuration } from '../../lib/duration.ts'
import { messageOf, systemCode, UserError } from '../../lib/errors.ts'
import { Batcher } from '../batcher.ts'
import { Ledger, type LedgerCursor } from '../ledger.ts'
import { foldersOf } from '../paths.ts'
import { defineSource, type SourceBatch, type SourceContext } from '../source.ts'
import { Watcher } from '../watcher.ts'
import { hashContent, readContent } from './content.ts'
import { FileMemory, type FilesEntry } from './file-memory.ts'
import { type LandedFile, Landing, moveFile } from './landing.ts'
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
    const landing = new Landing({ patterns, folder, settle, moveTo })
    const watcher = new Watcher()
    const finish = (file: LandedFile) => {
      if (options.done === 'delete' && !memory.hasFailed(file)) return rm(file.path, { force: true })
      if (options.done !== 'move') return undefined
      return moveFile(file.path, memory.hasFailed(file) ? 'failed' : options.move_to)
    }
    try {
      for (let isFirst = true; !signal.aborted; isFirst = false) {
        for (const path of foldersOf(patterns, folder)) watcher.add(path)
        const files = await landing.files()
        if (isFirst) {
          for (const { path, records } of memory.unfinished(files)) {
            log.warn(`cannot find file "${path}" any more: ${records} of its records were read`)
          }
        }
        for (const file of files) {
          if (signal.aborted) return
          try {
            if (!memory.knows(file)) yield* readFile(file, options, context, memory)
            if (signal.aborted) return
            await finish(file)
          } catch (error) {
            // Gone between looking and reading, or not ours to read or move: it is looked at again.
            if (systemCode(error) === undefined) throw error
            if (systemCode(error) !== 'ENOENT') log.warn(`cannot read file "${file.path}": ${messageOf(error)}`)
          }
        }
        memory.forgetOld(files)
        await watcher.wait(sleep, landing.isBusy ? Math.min(poll, settle) : poll, 50)
      }
    } finally {
      watcher.close()
    }
  },
})

type FilesOptions = Static<typeof options>

async function* readFile(
  file: LandedFile,
  options: FilesOptions,
  { folder, formats, log, signal }: SourceContext<FilesCursor>,
  memory: FileMemory,
): AsyncGenerator<SourceBatch<FilesCursor>, void, void> {
  const { path, size } = file
  const hash = await hashContent(path)
  const begun = memory.content(hash)
  if (begun?.done) {
    memory.finish(file, hash, begun)
    await memory.settle(true)
    log.info('a file has the content of one that was read, and is not read again', { path, same_as: begun.path })
    return
  }
  const inProject = relative(folder, path)
  const name = inProject.startsWith('..') || isAbsolute(inProject) ? path : inProject
  const batcher = new Batcher()
  const progress = { path, records: 0, rejected: 0 }
  let failure: string | undefined
  try {
    const contentOptions = { format: options.format, formatOptions: options.format_options, formats }
    for await (const whole of readContent(path, size, contentOptions)) {
      if (signal.aborted) return
      const batch = dropFirst(
        whole,
        (begun?.records ?? 0) - progress.records,
        (begun?.rejected ?? 0) - progress.rejected,
      )
      if (batcher.isFull) {
        memory.progress(hash, progress)
        yield { ...batcher.take(), cursor: memory.cursor() }
        await memory.settle()
      }
      progress.records += whole.count
      progress.rejected += whole.rejected?.length ?? 0
      batcher.add(path, [options.file_field === '' ? batch : addFileField(batch, options.file_field, name)])
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    failure = `cannot read file "${name}" behind record ${progress.records}: ${error.message}`
    log.warn(failure)
    const rejected = [{ bytes: Buffer.from(path), reason: failure }]
    batcher.add(path, [{ bytes: new Uint8Array(0), count: 0, line: 1, rejected }])
  }
  memory.finish(file, hash, progress, failure !== undefined)
  const isSilent = batcher.isEmpty
  if (!isSilent) yield { ...batcher.take(), cursor: memory.cursor() }
  await memory.settle(isSilent)
  log.info('a file was read', { path, records: progress.records, rejected: progress.rejected })
}
