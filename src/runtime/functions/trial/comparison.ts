/**
 * Runs a function as it stands over records that it has read already, and tells how what it gives differs from what it gave. Nothing is
 * written to a stream; it begins without state, and no more than one step of what it gives is held at a time.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { UserError } from '../../../lib/errors.ts'
import { silent } from '../../../lib/log.ts'
import type { Formats } from '../../../model/format-reader.ts'
import type {
  ComparisonExample,
  FunctionComparison,
  PastPiece,
  StreamComparison,
} from '../../../model/function-past.ts'
import { partitionOf } from '../../../model/offset.ts'
import { isJsonObject, type JsonRecord, parseJson } from '../../../model/record.ts'
import type { Project } from '../../../project/project.ts'
import type { Frame } from '../../../streams/stream.ts'
import { taskOf } from '../function-engine.ts'
import type { RunOutput } from '../pool/worker.ts'
import { WorkerPool } from '../pool/worker-pool.ts'
import { Workers } from '../pool/workers.ts'
import type { Task } from '../protocol.ts'
import { batchOf, splitBatch } from '../run/input-batch.ts'
import { Isolation } from '../run/isolation.ts'
import { refusedBatch } from '../run/refused-records.ts'
import { rowsOfTable } from '../run/tables.ts'
import { tableName } from '../table-name.ts'
import { compareRecords } from './record-difference.ts'

export interface ComparisonOptions {
  readonly project: Project
  readonly function: string
  readonly pieces: AsyncIterable<PastPiece>
  readonly formats: Formats
  /** The rows of a dataset that it looks into, as NDJSON. */
  readonly rowsOf: (sql: string) => Promise<Readable>
  /** Fields that are not looked at. */
  readonly ignore: readonly string[]
  /** Told of the records that are done. */
  readonly onProgress: (records: number, of: number) => void
}

/** So many are shown of each stream and sort. */
const shown = 5

export async function compareWithPast(options: ComparisonOptions): Promise<FunctionComparison> {
  const started = performance.now()
  const { project, pieces } = options
  const declared = project.functions.get(options.function)!
  const task = taskOf(declared, project.folder, (stream) => ({ stream, partitions: 1 }))
  const scratch = mkdtempSync(join(tmpdir(), 'caudal-test-'))
  const pool = new WorkerPool(join(scratch, 'workers'), project.folder)
  const stop = new AbortController()
  const tally = new Tally(task, options.ignore)
  let since = ''
  let asked: string | undefined
  let total = 0
  let records = 0
  let workers: Workers | undefined
  let isComplete = false
  try {
    for await (const piece of pieces) {
      if (piece.type === 'begin') {
        ;({ since, asked, records: total } = piece)
        workers = new Workers({
          task,
          state: join(scratch, 'state'),
          memory_bytes: declared.memory_bytes,
          timeout_ms: declared.timeout_ms,
          scale: { ...declared.scale, min: 1, max: 1 },
          partitions: piece.partitions,
          readable: [],
          pool,
          log: silent,
          onOpened() {},
          onRun() {},
          onTrouble() {},
        })
        if (declared.tables.length > 0) await giveTables(workers, options, stop.signal)
      } else if (piece.type === 'input') {
        for await (const given of run(frameOf(piece), task, workers!, declared.batch_records, stop.signal))
          tally.add('after', given)
        records += piece.count
        options.onProgress(records, total)
      } else if (piece.type === 'given') tally.addText('before', piece.stream, piece.text)
      else if (piece.type === 'step') tally.step()
      else isComplete = true
    }
    if (!isComplete) throw broken(options.function)
    const { streams, rejected, examples } = tally
    const took_ms = Math.round(performance.now() - started)
    const reach = { since, ...(asked !== undefined && { asked }) }
    return { function: options.function, ...reach, records, streams, rejected, examples, took_ms }
  } finally {
    stop.abort()
    await workers?.stop(0)
    await pool.stop()
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** As they are now: what they were then, nobody knows any more. */
async function giveTables(
  workers: Workers,
  { project, function: name, formats, rowsOf }: ComparisonOptions,
  signal: AbortSignal,
) {
  for (const source of project.functions.get(name)!.tables) {
    if (signal.aborted) return
    const rows = await rowsOfTable(source, { folder: project.folder, formats, rowsOf })
    workers.giveTable(tableName(source), rows)
  }
}

/** A record that fails is taken apart from the others, as in the project. */
async function* run(
  frame: Frame,
  task: Task,
  workers: Workers,
  batch_records: number,
  signal: AbortSignal,
): AsyncGenerator<RunOutput> {
  if (frame.kind === 'rejected') {
    yield refusedBatch(task, frame)
    return
  }
  const partition = partitionOf(frame.offset)
  const isolation = new Isolation({ task, partition, workers, retries: 0, signal, log: silent, onError() {} })
  for (let rest = [batchOf([frame])]; rest.length > 0; ) {
    const [batch, more] = splitBatch(rest[0]!, batch_records)
    for await (const given of batch ? isolation.run(batch) : []) {
      yield given
      // It stays in no outbox.
      isolation.confirm(given.result)
    }
    rest = more ? [more] : []
  }
}

/** What is given on both sides for one step, and the sums of all steps. */
class Tally {
  readonly streams: Record<string, StreamComparison> = {}
  readonly rejected = noDifference()
  readonly examples: ComparisonExample[] = []
  readonly #task: Task
  readonly #ignored: ReadonlySet<string>
  #before = new Map<string, JsonRecord[]>()
  #after = new Map<string, JsonRecord[]>()

  constructor(task: Task, ignore: readonly string[]) {
    this.#task = task
    this.#ignored = new Set(ignore)
    for (const [index, { stream }] of task.outputs.entries())
      if (index !== task.errors) this.streams[stream] = noDifference()
  }

  add(side: 'before' | 'after', { result, body }: RunOutput): void {
    let start = 0
    for (const { output, length } of result.parts) {
      const text = body.toString('utf8', start, start + length)
      this.addText(side, this.#task.outputs[output]!.stream, text)
      start += length
    }
  }

  addText(side: 'before' | 'after', stream: string, text: string): void {
    const records = side === 'before' ? this.#before : this.#after
    const list = records.get(stream) ?? []
    for (const line of text.split('\n')) {
      if (line.trim() === '') continue
      const record = parseJson(line)
      if (isJsonObject(record)) list.push(this.#seen(record))
    }
    records.set(stream, list)
  }

  step(): void {
    const before = this.#before
    const after = this.#after
    this.#before = new Map()
    this.#after = new Map()
    const errors = this.#task.outputs[this.#task.errors]!.stream
    for (const stream of new Set([...before.keys(), ...after.keys()])) {
      const [old, next] = [before.get(stream) ?? [], after.get(stream) ?? []]
      if (stream === errors) this.#compareErrors(stream, old, next)
      else this.#compare(stream, old, next)
    }
  }

  #compare(stream: string, old: readonly JsonRecord[], next: readonly JsonRecord[]): void {
    const { same, changed, fresh, gone } = compareRecords(old, next)
    this.streams[stream] ??= noDifference()
    const sums = this.streams[stream]
    sums.same += same
    sums.changed += changed.length
    sums.new += fresh.length
    sums.gone += gone.length
    for (const { before, after, fields } of changed) {
      for (const field of fields) sums.fields[field] = (sums.fields[field] ?? 0) + 1
      this.#show({ stream, how: 'changed', before, after })
    }
    for (const after of fresh) this.#show({ stream, how: 'new', after })
    for (const before of gone) this.#show({ stream, how: 'gone', before })
  }

  /** Whoever rejects the same record of the input, does the same; the place in the code may have moved. */
  #compareErrors(stream: string, old: readonly JsonRecord[], next: readonly JsonRecord[]): void {
    const left = new Map(old.map((record) => [nameOf(record), record]))
    for (const after of next) {
      const before = left.get(nameOf(after))
      left.delete(nameOf(after))
      if (!before) {
        this.rejected.new++
        this.#show({ stream, how: 'new', after })
      } else if (before.reason === after.reason) this.rejected.same++
      else {
        this.rejected.changed++
        this.#show({ stream, how: 'changed', before, after })
      }
    }
    for (const before of left.values()) {
      this.rejected.gone++
      this.#show({ stream, how: 'gone', before })
    }
  }

  #seen(record: JsonRecord): JsonRecord {
    if (this.#ignored.size === 0) return record
    return Object.fromEntries(Object.entries(record).filter(([field]) => !this.#ignored.has(field)))
  }

  #show(example: ComparisonExample): void {
    const alike = this.examples.filter(({ stream, how }) => stream === example.stream && how === example.how)
    if (alike.length < shown) this.examples.push(example)
  }
}

function noDifference(): StreamComparison {
  return { same: 0, changed: 0, new: 0, gone: 0, fields: {} }
}

/** A record of the input by its offset; a stranger by what it was. */
function nameOf({ offset, original, reason }: JsonRecord): string {
  return typeof offset === 'number' ? String(offset) : `${String(original)} ${String(reason)}`
}

function frameOf({ offset, count, kind, received, source, request, line, text }: PastPiece & { type: 'input' }): Frame {
  const origin = { source, ...(request === undefined ? {} : { request }), ...(line === undefined ? {} : { line }) }
  return { offset, count, kind, received, origin, bytes: Buffer.from(text) }
}

function broken(name: string): UserError {
  return new UserError('unavailable', `cannot compare function "${name}": what it has read did not come to its end`, {
    hint: 'Look for the reason in the log of the project, and try again.',
  })
}
