/** Edits many rejected records by a function of the project, or by other values of fields: first to be looked at, then to be replayed, with what it did in their history. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { maybeRecord } from '../../model/record.ts'
import type { RejectedEdit } from '../../model/rejected-edit.ts'
import type { RejectedReport } from '../../model/rejected-report.ts'
import { functionsFolder } from '../functions/function-engine.ts'
import { WorkerPool } from '../functions/pool/worker-pool.ts'
import { checkEditFile, EditFunction } from './edit-function.ts'
import { type FieldChanges, FieldEdit } from './field-edit.ts'
import type { Holder } from './holder.ts'
import type { Replay, ReplayOrder } from './replay.ts'

export interface EditOrder extends Omit<ReplayOrder, 'texts' | 'how'> {
  /** A file of the project. */
  readonly function?: string | undefined
  /** Without a function. */
  readonly fields?: FieldChanges | undefined
  /** Without, it is a preview. */
  readonly replay: boolean
  readonly signal: AbortSignal
}

export interface EditParts {
  readonly replay: Replay
  /** The project's folder. */
  readonly folder: string
  /** A folder of its own. */
  readonly data: string
}

/** The new text of a record, or why there is none. */
interface Editor {
  edit(record: RejectedReport): MaybePromise<{ readonly text: string } | { readonly why: string }>
  close(): MaybePromise<void>
}

type MaybePromise<Value> = Value | Promise<Value>

/** In the data folder: the workers of edits, and what they keep for as long as one takes. */
export const editsFolder = join(functionsFolder, 'edits')

/** A preview looks at so many. */
const previewed = 1000
const shown = 20

export class Edits {
  readonly #parts: EditParts
  #turn: Promise<unknown> = Promise.resolve()

  constructor(parts: EditParts) {
    this.#parts = parts
  }

  /** One after the other, for they share a folder. */
  run(holder: Holder, order: EditOrder): Promise<RejectedEdit> {
    const running = this.#turn.then(() => this.#edit(holder, order))
    this.#turn = running.catch(() => {})
    return running
  }

  async #edit(holder: Holder, order: EditOrder): Promise<RejectedEdit> {
    const { replay } = this.#parts
    const { edit, how, ...by } = this.#editor(order)
    const answer: RejectedEdit = {
      ...by,
      records: 0,
      changed: 0,
      unchanged: 0,
      left: 0,
      hasMore: false,
      replayed: 0,
      examples: [],
      problems: [],
    }
    try {
      for await (const records of replay.batches(holder, order)) {
        if (!order.replay && answer.records >= previewed) {
          answer.hasMore = true
          break
        }
        const texts = await this.#editAll(records, edit, answer, order.signal)
        if (!order.replay || texts.size === 0) continue
        const offsets = [...texts.keys()]
        // One by itself would be an error where it cannot be replayed.
        const { answer: done } = await replay.run(holder, { ...order, offsets, texts: Object.fromEntries(texts), how })
        answer.replayed += done.replayed
        answer.problems.push(...done.problems.slice(0, shown - answer.problems.length))
      }
      return answer
    } finally {
      await edit.close()
    }
  }

  #editor(order: EditOrder): { readonly edit: Editor; readonly how: string; readonly function?: string } {
    const { fields } = order
    if (fields) return { edit: new FieldEdit(fields), how: `edited: ${wordsOf(fields)}` }
    const { folder, data } = this.#parts
    const file = checkEditFile(order.function ?? '', folder)
    const pool = new WorkerPool(join(data, 'workers'), folder)
    const edit = new EditFunction({ file, folder, pool, state: join(data, 'state') })
    const close = async () => {
      await edit.close()
      await pool.stop()
      rmSync(data, { recursive: true, force: true })
    }
    return { edit: { edit: (record) => edit.edit(record), close }, how: `edited by ${file}`, function: file }
  }

  async #editAll(
    records: readonly RejectedReport[],
    edit: Editor,
    answer: RejectedEdit,
    signal: AbortSignal,
  ): Promise<Map<number, string>> {
    const texts = new Map<number, string>()
    for (const record of records.filter(({ fate }) => fate === null)) {
      signal.throwIfAborted()
      answer.records++
      const edited = await edit.edit(record)
      const before = record.text ?? ''
      if ('why' in edited) {
        answer.left++
        if (answer.problems.length < shown) answer.problems.push({ id: record.id, message: edited.why })
      } else if (isDeepStrictEqual(maybeRecord(before), maybeRecord(edited.text))) answer.unchanged++
      else {
        answer.changed++
        texts.set(record.offset, edited.text)
        const { id, reason } = record
        if (answer.examples.length < shown) answer.examples.push({ id, reason, before, after: edited.text })
      }
    }
    return texts
  }
}

function wordsOf({ set, remove }: FieldChanges): string {
  const given = Object.entries(set).map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
  return [...given, ...remove.map((name) => `without ${name}`)].join(', ')
}
