/**
 * Built-in functions one behind the other, over one batch of NDJSON: a line is parsed when the first of them looks into it, and
 * written when one of them changed it; else its bytes go on as they are. A line that none of them looks into is not judged either: that
 * is for whoever reads it behind them. Pure, but for the state that is handed in.
 */

import type { FunctionContext, FunctionDeclaration, FunctionHost, FunctionState } from '../../../functions/function.ts'
import type { Batch } from '../../../model/batch.ts'
import { type JsonRecord, recordText } from '../../../model/record.ts'
import type { RejectedRecord } from '../../../model/rejected.ts'
import { LineWriter } from './line-writer.ts'
import { LineCursor } from './lines.ts'

/** A function with its options, defaults filled in. */
export interface ChainStep {
  readonly declaration: FunctionDeclaration
  readonly options: Readonly<Record<string, unknown>>
}

/** What became of a batch. Nothing is missing: a record was given, sent, rejected or counted, or is held in the state. */
export interface ChainResult extends Batch {
  /** How many records the batch had. */
  readonly read: number
  readonly sent: ReadonlyMap<string, Batch>
  readonly rejected: readonly ChainRejection[]
  readonly dropped: number
  readonly late_dropped: number
  readonly duplicate: number
}

/** The line's bytes, or the text of a record that no one line was. */
export interface ChainRejection extends RejectedRecord {
  /** The function that rejected it. */
  readonly by: string
  /** Which record of the batch it was, counted from 0. */
  readonly index?: number
}

/** One of the three; all have the same shape, so that the loop over them is fast. */
interface Form {
  readonly pick: (() => boolean) | undefined
  readonly each: ((record: JsonRecord) => JsonRecord | undefined) | undefined
  readonly run: ((records: Iterable<JsonRecord>) => Iterable<JsonRecord>) | undefined
}

export class Chain {
  /** What comes before the first `run`: line by line. */
  readonly #head: Form[] = []
  readonly #tail: Form[] = []
  #lines = new LineCursor(noBytes)
  /** What was parsed of the current line, and what the functions have made of it so far. */
  #parsed: JsonRecord | undefined
  #current: JsonRecord | undefined
  #sent = new Map<string, LineWriter>()
  #rejected: ChainRejection[] = []
  #counts = { dropped: 0, late_dropped: 0, duplicate: 0 }

  constructor(steps: readonly ChainStep[], host: FunctionHost) {
    steps.forEach(({ declaration, options }, i) => {
      const context = this.#contextOf(declaration.name, withPrefix(host, `${i}.${declaration.name}/`))
      const form = formOf(declaration, options, context)
      if (form.run || this.#tail.length > 0) this.#tail.push(form)
      else this.#head.push(form)
    })
  }

  /** What the functions make of a batch; without bytes, of the time that has passed. */
  process(bytes: Uint8Array = noBytes): ChainResult {
    this.#lines = new LineCursor(bytes)
    this.#sent = new Map()
    this.#rejected = []
    this.#counts = { dropped: 0, late_dropped: 0, duplicate: 0 }
    const output = new LineWriter(bytes)
    if (this.#tail.length === 0) {
      while (this.#lines.next()) {
        const record = this.#advance()
        if (record !== undefined) this.#write(output, record)
      }
    } else {
      let records: Iterable<JsonRecord> = this.#records()
      for (const form of this.#tail) records = form.run ? form.run(records) : this.#later(form, records)
      for (const record of records) this.#write(output, record)
    }
    const sent = new Map([...this.#sent].map(([name, output]) => [name, output.batch()]))
    return { ...output.batch(), read: this.#lines.index + 1, sent, rejected: this.#rejected, ...this.#counts }
  }

  /** What the first functions make of the current line; `unread` where none of them looked. */
  #advance(): JsonRecord | undefined {
    this.#parsed = undefined
    this.#current = undefined
    for (const form of this.#head) {
      if (form.pick) {
        if (!form.pick()) return undefined
      } else if (form.each) {
        if (this.#current === undefined && !this.#parse()) return undefined
        this.#current = form.each(this.#current!)
        if (this.#current === undefined) return undefined
      }
    }
    return this.#current ?? unread
  }

  *#records(): Generator<JsonRecord, void, void> {
    while (this.#lines.next()) {
      const record = this.#advance()
      if (record === unread ? this.#parse() : record !== undefined) yield this.#current!
    }
    this.#current = undefined
    this.#parsed = undefined
  }

  *#later(form: Form, records: Iterable<JsonRecord>): Generator<JsonRecord, void, void> {
    for (const record of records) {
      if (form.pick) {
        if (form.pick()) yield record
      } else if (form.each) {
        const isCurrent = record === this.#current
        const next = form.each(record)
        if (next === undefined) continue
        if (isCurrent) this.#current = next
        yield next
      }
    }
  }

  #parse(): boolean {
    const record = this.#lines.record()
    if (record === undefined) this.#rejectLine('json', this.#lines.fault)
    else {
      this.#parsed = record
      this.#current = record
    }
    return record !== undefined
  }

  #write(output: LineWriter, record: JsonRecord): void {
    if (record === unread || record === this.#parsed) output.keep(this.#lines.start, this.#lines.end)
    else output.add(recordText(record))
  }

  #rejectLine(by: string, reason: string): void {
    const { line, index } = this.#lines
    this.#rejected.push({ by, bytes: this.#lines.bytes(), reason, line, index })
  }

  #contextOf(by: string, host: FunctionHost): FunctionContext {
    return {
      ...host,
      reject: (record, reason) => {
        if (record === this.#current) this.#rejectLine(by, reason)
        else this.#rejected.push({ by, bytes: Buffer.from(recordText(record)), reason })
      },
      drop: (count = 1) => {
        this.#counts.dropped += count
      },
      dropLate: (count = 1) => {
        this.#counts.late_dropped += count
      },
      duplicate: (count = 1) => {
        this.#counts.duplicate += count
      },
      send: (output, record) => {
        const sent = this.#sent.get(output) ?? new LineWriter(noBytes)
        this.#sent.set(output, sent)
        sent.add(record === this.#parsed ? this.#lines.text() : recordText(record))
      },
    }
  }
}

function formOf(declaration: FunctionDeclaration, options: ChainStep['options'], context: FunctionContext): Form {
  const pick = declaration.pick?.(options, context)
  const each = pick ? undefined : declaration.each?.(options, context)
  const run = declaration.run && ((records: Iterable<JsonRecord>) => declaration.run!(options, records, context))
  return { pick, each, run }
}

/** The same host, with a part of the state that is this function's own. */
function withPrefix(host: FunctionHost, prefix: string): FunctionHost {
  const { state } = host
  const own: FunctionState = {
    get: (key) => state.get(prefix + key),
    set: (key, value) => state.set(prefix + key, value),
    delete: (key) => state.delete(prefix + key),
    *entries(start) {
      for (const [key, value] of state.entries(prefix + start)) yield [key.slice(prefix.length), value]
    },
  }
  return {
    now: () => host.now(),
    matches: (kql) => host.matches(kql),
    table: (source) => host.table(source),
    state: own,
  }
}

const noBytes = new Uint8Array()
/** Stands for the record of a line that nobody has looked into. */
const unread: JsonRecord = {}
