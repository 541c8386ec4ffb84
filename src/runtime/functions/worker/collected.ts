/** What one run gives: records for its outputs, as text, and what became of those that do not pass. */
import type { Batch } from '../../../model/batch.ts'
import { partitionFor } from '../../../model/partition-key.ts'
import { isJsonObject, type JsonRecord, recordText } from '../../../model/record.ts'
import { type ErrorRecord, originOf } from '../error-record.ts'
import type { Destination, LeftFile, Part, RecordOrigin, Tally, Task } from '../protocol.ts'
import type { Input } from './input.ts'

/** So that a part is stored in one frame: its cursor must not be on disk before all of it. */
const part_bytes = 4 << 20
/** Streams take records of 16 MB; the error record of one is larger than the record. */
const record_bytes = 12 << 20
const kept_chars = 1 << 20

interface Lines {
  readonly output: number
  readonly partition: number
  readonly lines: string[]
  /** Records that were bytes already. */
  readonly batches: Batch[]
}

export class Collected {
  readonly #outputs: readonly Destination[]
  readonly #partition: number
  readonly #texts = new Map<string, Lines>()
  readonly #reasons = new Map<number, string[]>()
  readonly #strangers: { reason: string; original: string; request: string | undefined }[] = []
  readonly left: LeftFile[] = []
  dropped = 0
  late_dropped = 0
  duplicate = 0

  constructor(outputs: readonly Destination[], partition: number) {
    this.#outputs = outputs
    this.#partition = partition
  }

  give(output: number, record: unknown): void {
    if (!isJsonObject(record)) throw new TypeError(`cannot yield ${nameOf(record)}: expecting a record`)
    if ('then' in record && typeof record.then === 'function') {
      throw new TypeError('cannot yield a promise: await it first')
    }
    const { partitions, key } = this.#outputs[output]!
    const partition = partitions === 1 ? 0 : this.#partitionOf(record, partitions, key)
    const line = textOf(record)
    if (!line?.startsWith('{')) throw new TypeError('cannot yield the record: its toJSON gives no object')
    if (line.length > record_bytes)
      throw new TypeError(`cannot yield a record of ${line.length} characters: it is too long`)
    this.#linesOf(output, partition).push(line)
  }

  /** Records as bytes go on as they are, unless a key has to be read in each of them. */
  giveBytes(output: number, batch: Batch): void {
    if (batch.count === 0) return
    const { partitions, key } = this.#outputs[output]!
    if (partitions === 1 || key === undefined) {
      this.#partOf(output, this.#partition % partitions).batches.push(batch)
      return
    }
    for (const line of Buffer.from(batch.bytes).toString('utf8').split('\n')) {
      if (line.trim() === '') continue
      const partition = this.#partitionOf(maybeObject(line), partitions, key)
      this.#partOf(output, partition).lines.push(line)
    }
  }

  reject(index: number, reason: string): void {
    const reasons = this.#reasons.get(index)
    if (reasons) reasons.push(reason)
    else this.#reasons.set(index, [reason])
  }

  /** A file that is no longer what it was when it landed: it is told of again. */
  leave(file: LeftFile): void {
    this.left.push(file)
    this.dropped++
  }

  /** What is none of the records that were given: it came from a file or a request, or nobody knows where from. */
  rejectStranger(record: object | string, reason: string, request?: string): void {
    const original = typeof record === 'string' ? record : (recordText(record as JsonRecord) ?? '')
    this.#strangers.push({ reason, original, request })
  }

  /** The records of the error stream are made here, in the order of the input. */
  writeErrors({ errors, name, stream }: Task, input: Input, origins: readonly RecordOrigin[]): void {
    const partition = this.#partition % this.#outputs[errors]!.partitions
    for (const [index, reasons] of [...this.#reasons].sort(([a], [b]) => a - b)) {
      const { first = 0, line, ...origin } = originOf(origins, index)
      const record: ErrorRecord = {
        reason: reasons.join('; '),
        function: name,
        stream,
        ...origin,
        ...(line === undefined ? {} : { line: line + input.linesBetween(first, index) }),
        original: input.textOf(index),
      }
      this.#linesOf(errors, partition).push(errorLine(record))
    }
    for (const stranger of this.#strangers) {
      this.#linesOf(errors, partition).push(errorLine({ function: name, stream, ...stranger }))
    }
  }

  /** A record is counted once, whatever a chain made of it on the way. */
  tally(count: number): Tally {
    const rejected = this.#reasons.size
    const dropped = Math.min(this.dropped, count - rejected)
    const late_dropped = Math.min(this.late_dropped, count - rejected - dropped)
    const duplicate = Math.min(this.duplicate, count - rejected - dropped - late_dropped)
    return { rejected, dropped, late_dropped, duplicate }
  }

  parts(): { parts: Part[]; body: Buffer } {
    const bodies: Buffer[] = []
    const parts: Part[] = []
    for (const { output, partition, lines, batches } of this.#texts.values()) {
      for (const { bytes, count } of [...batches.flatMap(smallBatches), ...piecesOf(lines).map(textBatch)]) {
        bodies.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
        parts.push({ output, partition, count, length: bytes.length })
      }
    }
    return { parts, body: bodies.length === 1 ? bodies[0]! : Buffer.concat(bodies) }
  }

  #linesOf(output: number, partition: number): string[] {
    return this.#partOf(output, partition).lines
  }

  #partOf(output: number, partition: number): Lines {
    const name = `${output}/${partition}`
    const known = this.#texts.get(name)
    if (known) return known
    const made = { output, partition, lines: [], batches: [] }
    this.#texts.set(name, made)
    return made
  }

  #partitionOf(record: JsonRecord, partitions: number, key: string | undefined): number {
    if (key === undefined) return this.#partition % partitions
    const value = record[key]
    return value === undefined || value === null ? 0 : partitionFor(String(value), partitions)
  }
}

function textOf(record: JsonRecord): string | undefined {
  try {
    return recordText(record) as string | undefined
  } catch (error) {
    // V8 draws the ring on several lines.
    if (!(error instanceof TypeError && /circular structure/.test(error.message))) throw error
    throw new TypeError('cannot yield the record: it contains itself, for which JSON has no form')
  }
}

function piecesOf(lines: readonly string[]): (readonly string[])[] {
  const pieces: string[][] = []
  let piece: string[] = []
  let length = 0
  for (const line of lines) {
    // A character has at most three bytes here, and nearly always one.
    if (piece.length > 0 && length + line.length > part_bytes / 2) {
      pieces.push(piece)
      piece = []
      length = 0
    }
    piece.push(line)
    length += line.length
  }
  return piece.length > 0 ? [...pieces, piece] : pieces
}

function textBatch(lines: readonly string[]): Batch {
  return { bytes: Buffer.from(`${lines.join('\n')}\n`), count: lines.length }
}

/** One that is too long for a frame is cut at the end of a line. */
function smallBatches(batch: Batch): readonly Batch[] {
  if (batch.bytes.length <= part_bytes) return [batch]
  return piecesOf(
    Buffer.from(batch.bytes)
      .toString('utf8')
      .split('\n')
      .filter((line) => line.trim() !== ''),
  ).map(textBatch)
}

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`
}

function maybeObject(line: string): Record<string, unknown> {
  try {
    return (JSON.parse(line) ?? {}) as Record<string, unknown>
  } catch {
    return {}
  }
}

function errorLine(record: ErrorRecord): string {
  const line = JSON.stringify(record)
  if (line.length <= record_bytes) return line
  return JSON.stringify({
    ...record,
    original: record.original.slice(0, kept_chars),
    original_chars: record.original.length,
  })
}
