import { Type } from 'typebox'
import { durationPattern, parseDuration } from '../../lib/duration.ts'
import { type Encoding, encodings } from '../../lib/encoding.ts'
import { UserError } from '../../lib/errors.ts'
import { lookForFiles } from '../file-look.ts'
import { Ledger, type LedgerCursor } from '../ledger.ts'
import { foldersOf } from '../paths.ts'
import { defineSource, lineByLine, type SourceContext } from '../source.ts'
import { UnreadableFiles } from '../unreadable-files.ts'
import { Watcher } from '../watcher.ts'
import type { TailEntry } from './followed-file.ts'
import { Follower } from './follower.ts'
import { Gathered } from './gathered.ts'

/** The cursor is how far each file was read, by the file's identity: device, inode and fingerprints of what was read. */
export type TailCursor = LedgerCursor<TailEntry>

export default defineSource({
  name: 'tail',
  summary: 'Follows growing text files, through rotation, truncation and restarts, and emits one record a line.',

  options: Type.Object({
    path: Type.Union([Type.String(), Type.Array(Type.String())], {
      description: 'The files to follow: paths, folders or globs, one or a list; relative to the project.',
      default: 'logs/*.log',
    }),
    format: Type.String({
      description:
        'The format of a line: `lines` makes it `{ "message": line }`, `ndjson` takes it as a JSON object, `csv` names its fields by the first line.',
      default: 'lines',
      [lineByLine]: true,
    }),
    format_options: Type.Record(Type.String(), Type.Unknown(), {
      description: 'Options of the format, such as `{ columns: [time, level, text] }` for CSV without a header.',
      default: {},
    }),
    time: Type.Union([Type.Literal('auto'), Type.Literal('utc'), Type.Literal('received')], {
      description:
        'Where the time of a plain line comes from: `auto` takes the time with which it begins, where that has an offset (RFC 3339, access logs); `utc` takes times without an offset, too, and as UTC; `received` is when it came.',
      default: 'received',
    }),
    encoding: Type.Union([Type.Literal('detect'), ...encodings.map((name) => Type.Literal(name))], {
      description: 'How the text is written; `detect` knows UTF-8, UTF-16 and Windows-1252 (Latin-1).',
      default: 'detect',
    }),
    from: Type.Union([Type.Literal('beginning'), Type.Literal('end')], {
      description:
        'Where to begin in files that are there at the first start; later ones are read from their beginning.',
      default: 'beginning',
    }),
    poll: Type.String({
      description: 'The pause before looking again once all is read; changes that the system tells of end it early.',
      pattern: durationPattern,
      default: '1s',
    }),
    quiet: Type.String({
      description: 'How long a last line without its end stays as it is before it is taken as it stands.',
      pattern: durationPattern,
      default: '2s',
    }),
  }),
  example: {
    path: 'logs/*.log',
    format: 'lines',
    format_options: {},
    time: 'auto',
    encoding: 'detect',
    from: 'beginning',
    poll: '1s',
    quiet: '2s',
  },

  look: ({ path }, folder) => lookForFiles(path, folder),

  async *read(options, context: SourceContext<TailCursor>) {
    const { cursor, signal, sleep, folder, state, log } = context
    const patterns = typeof options.path === 'string' ? [options.path] : options.path
    const time = options.format === 'lines' ? { time: options.time } : {}
    const format = await context.formats.open(options.format, { ...time, ...options.format_options })
    if (!format.lineByLine) {
      throw new UserError('invalid', `cannot follow files in format "${format.name}": its records are not lines`, {
        hint: 'Use a source of type files, or a format in which each line is a record.',
      })
    }
    const poll = parseDuration(options.poll)
    const encoding: Encoding | undefined = options.encoding === 'detect' ? undefined : options.encoding
    const ledger = await Ledger.open<TailEntry>(state, cursor)
    const follower = new Follower({
      ...context,
      patterns,
      format,
      encoding,
      ledger,
      unreadable: new UnreadableFiles(context),
      quiet: parseDuration(options.quiet),
    })
    const watcher = new Watcher()
    const gathered = new Gathered(log, cursor !== undefined)
    try {
      // Where to begin is remembered at once: what is appended from now on is not to be missed.
      await follower.begin(options.from)
      await ledger.settle(true)
      while (!signal.aborted) {
        for (const path of foldersOf(patterns, folder)) watcher.add(path)
        const started = performance.now()
        await follower.scan()
        const scan_ms = performance.now() - started
        for await (const { key, path, batches, entry } of follower.read()) {
          if (signal.aborted) return
          if (gathered.isFull) {
            yield gathered.take(ledger.cursor())
            await ledger.settle()
          }
          gathered.add(path, batches)
          ledger.set(key, entry)
        }
        if (!gathered.isEmpty) {
          yield gathered.take(ledger.cursor())
          await ledger.settle()
        }
        if (!follower.hasMore) await watcher.wait(sleep, poll, Math.max(50, 10 * scan_ms))
      }
    } finally {
      watcher.close()
      await follower.close()
    }
  },
})
