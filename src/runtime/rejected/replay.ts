/**
 * Rejected records go back into the stream that they came from, as they were or with another text. Each is appended as a batch of its
 * own whose origin names the rejected record (`replay:<dataset>:<offset>`); what became of it stands beside the rejected one.
 */
import { UserError } from '../../lib/errors.ts'
import type { Fate, RejectedReport, Replayed } from '../../model/rejected-report.ts'
import type { Project } from '../../project/project.ts'
import type { Intake } from '../intake.ts'
import type { Fates } from './fates.ts'
import type { Holder } from './holder.ts'
import { lineOf } from './original.ts'
import type { RejectedRecords } from './rejected-records.ts'

/** So many are read, noted and appended together. */
const batchRecords = 1000
/** So many that were left as they are, are told. */
const toldSkipped = 100

/** Which records, by their offsets, by their reason, or all that are open. */
export interface Choice {
  readonly offsets?: readonly number[] | undefined
  readonly reason?: string | undefined
}

export interface ReplayOrder extends Choice {
  /** The new text of a record, by its offset. */
  readonly texts?: Readonly<Record<string, string>> | undefined
  readonly by: string
  /** How the texts were changed, for the history. */
  readonly how?: string
  /** Throws for a stream that the caller may not write to. */
  readonly check: (stream: string) => void
}

/** Of so many it is told one by one where they are now. */
const mostSent = 10_000

/** A record that is in its stream again. */
export interface Sent {
  /** As a rejected record. */
  readonly offset: number
  readonly stream: string
  /** In the stream. */
  readonly as: number
  /** The function that refused it. */
  readonly function: string | null
}

interface Ready {
  readonly record: RejectedReport
  readonly stream: string
  readonly line: string
  readonly edited: boolean
}

export interface ReplayParts {
  readonly records: RejectedRecords
  readonly fates: Fates
  readonly project: () => Project
  readonly intakeOf: (stream: string) => Intake | undefined
}

export class Replay {
  readonly #parts: ReplayParts
  #turn: Promise<unknown> = Promise.resolve()

  constructor(parts: ReplayParts) {
    this.#parts = parts
  }

  /**
   * One order after the other, so that no record is in two. A single record that cannot be replayed is an error. `sent` has all of them,
   * or none where they are too many for somebody to wait for.
   */
  run(holder: Holder, order: ReplayOrder): Promise<{ readonly answer: Replayed; readonly sent: readonly Sent[] }> {
    return this.#inTurn(() => this.#replayAll(holder, order))
  }

  /** Resolves with how many were open and are not any more. */
  discard(holder: Holder, { offsets, reason }: Choice, by: string, why: string): Promise<number> {
    return this.#inTurn(async () => {
      const { fates } = this.#parts
      let discarded = 0
      for await (const records of this.batches(holder, { offsets, reason })) {
        const [first] = records
        if (offsets?.length === 1 && first?.fate) throw settled('discard', first, first.fate)
        const open = records.filter(({ fate }) => fate === null).map(({ offset }) => offset)
        fates.discard(holder.name, open, by, why)
        discarded += open.length
      }
      return discarded
    })
  }

  /** At the start: what was on its way when the process ended is in the stream, or it is open again. */
  async recover(signal: AbortSignal): Promise<void> {
    const { fates, intakeOf } = this.#parts
    for (const { dataset, stream: name, offsets, readFrom } of fates.unfinished()) {
      const stream = intakeOf(name)?.stream
      if (!stream) continue
      const wanted = new Map(offsets.map((offset) => [originOf(dataset, offset), offset]))
      const found = new Map<number, number>()
      for (const from of readFrom) {
        for await (const frames of stream.read(from, { signal })) {
          for (const frame of frames) {
            const offset = wanted.get(frame.origin.source)
            if (offset !== undefined) found.set(offset, frame.offset)
          }
        }
      }
      fates.endReplay(dataset, found)
      const gone = offsets.filter((offset) => !found.has(offset))
      fates.cancelReplay(dataset, gone)
    }
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const running = this.#turn.then(work)
    this.#turn = running.catch(() => {})
    return running
  }

  async #replayAll(holder: Holder, order: ReplayOrder) {
    const answer: Replayed = { replayed: 0, skipped: 0, problems: [], records: [] }
    const sent: Sent[] = []
    for await (const records of this.batches(holder, order)) {
      const ready: Ready[] = []
      for (const record of records) {
        try {
          ready.push(this.#prepare(holder, record, order.texts?.[record.offset]))
        } catch (error) {
          if (!(error instanceof UserError)) throw error
          if (order.offsets?.length === 1) throw error
          answer.skipped++
          if (answer.problems.length < toldSkipped) answer.problems.push({ id: record.id, message: error.message })
        }
      }
      const some = await this.#append(holder, ready, order, answer)
      if (answer.replayed <= mostSent) sent.push(...some)
    }
    return { answer, sent: answer.replayed <= mostSent ? sent : [] }
  }

  #prepare(holder: Holder, record: RejectedReport, text: string | undefined): Ready {
    const { id, fate } = record
    if (fate) throw settled('replay', record, fate)
    const line = lineOf(text ?? record.text ?? '', id)
    const stream = this.#targetOf(holder, record)
    return { record, stream, line, edited: text !== undefined && text.trim() !== record.text?.trim() }
  }

  async #append(holder: Holder, all: readonly Ready[], order: ReplayOrder, answer: Replayed): Promise<Sent[]> {
    const { fates } = this.#parts
    const sent: Sent[] = []
    for (const [name, ready] of Map.groupBy(all, ({ stream }) => stream)) {
      order.check(name)
      const intake = this.#parts.intakeOf(name)
      if (!intake) throw withoutStream(holder, name)
      const offsets = ready.map(({ record, edited }) => ({ offset: record.offset, edited }))
      const readFrom = intake.stream.status().offsets.map(({ next }) => next)
      fates.beginReplay({ dataset: holder.name, offsets, stream: name, by: order.by, why: order.how, readFrom })
      const replayed = new Map<number, number>()
      const failures: unknown[] = []
      await Promise.all(
        ready.map(async ({ record: { offset, id }, line }) => {
          const origin = { source: originOf(holder.name, offset), request: id }
          try {
            const appended = await intake.append([{ origin, bytes: Buffer.from(line), count: 1 }])
            replayed.set(offset, appended.offset)
          } catch (error) {
            failures.push(error)
          }
        }),
      )
      fates.endReplay(holder.name, replayed)
      const gone = offsets.map(({ offset }) => offset).filter((offset) => !replayed.has(offset))
      fates.cancelReplay(holder.name, gone)
      intake.refuse(gone.length)
      answer.replayed += replayed.size
      for (const [offset, as] of replayed)
        if (answer.records.length < batchRecords)
          answer.records.push({ id: `${holder.name}:${offset}`, stream: name, offset: as })
      for (const { record } of ready) {
        const as = replayed.get(record.offset)
        if (as !== undefined) sent.push({ offset: record.offset, stream: name, as, function: record.function })
      }
      if (failures.length > 0) throw failures[0]
    }
    return sent
  }

  /** The stream that the rejected record came from: the dataset's, or that of the function that refused it, as they are declared. */
  #targetOf(holder: Holder, record: RejectedReport): string {
    const name =
      holder.of === undefined
        ? holder.functions.get(record.function ?? '')
        : this.#parts.project().datasets.get(holder.of)?.from
    if (name === undefined) throw withoutStream(holder, undefined)
    return name
  }

  /** The records of a choice; those that are open, where it names none. */
  async *batches(holder: Holder, { offsets, reason }: Choice): AsyncGenerator<RejectedReport[]> {
    const { records } = this.#parts
    if (offsets?.length === 1) {
      yield [await records.one(holder, offsets[0]!)]
    } else if (offsets) {
      for (let i = 0; i < offsets.length; i += batchRecords)
        yield await records.some(holder, offsets.slice(i, i + batchRecords))
    } else {
      // What is rejected again comes later, and is not taken once more.
      const until = Date.now()
      for (let after = -1; ; ) {
        const batch = await records.next(holder, { after, until, reason, limit: batchRecords })
        if (batch.length === 0) return
        after = batch.at(-1)!.offset
        // Whoever chose by reason means those that are left.
        const open = batch.filter(({ fate }) => fate === null)
        if (open.length > 0) yield open
      }
    }
  }
}

function originOf(dataset: string, offset: number): string {
  return `replay:${dataset}:${offset}`
}

function settled(verb: 'replay' | 'discard', { id }: RejectedReport, { fate, at, by }: Fate): UserError {
  const message = `cannot ${verb} rejected record "${id}": it was ${fate} at ${at} by ${by}`
  const hint = fate === 'discarded' ? 'Send its text as a new record.' : `See what rejected record ${id} is now.`
  return new UserError('conflict', message, { hint })
}

function withoutStream(holder: Holder, stream: string | undefined): UserError {
  const which = stream === undefined ? 'no stream is known for them' : `there is no stream "${stream}" any more`
  return new UserError('not_found', `cannot replay records of "${holder.name}": ${which}`, {
    hint: 'Let the project have the dataset, or the function, that rejected them.',
  })
}
