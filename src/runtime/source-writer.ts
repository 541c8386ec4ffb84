import { untilItPasses } from '../lib/back-off.ts'
import type { Append } from '../streams/stream.ts'
import type { Intake, IntakeBatch } from './intake.ts'
import type { SpreadJournal, SpreadPart } from './spread-journal.ts'

export interface SourceWriterParts {
  readonly name: string
  readonly intake: Pick<Intake, 'stream' | 'partitioned' | 'store'>
  readonly journal: SpreadJournal
  readonly signal: AbortSignal
  /** The stream cannot take it now: the source waits, and nothing is lost. */
  readonly onFailure: (error: unknown) => void
}

/**
 * Stores what a source brings together with its cursor. What goes to one partition is one write. What goes to several is first written
 * down whole, for nothing orders their writes: each part carries the cursor and the turn, and after a crash those that are missing are
 * stored before the source goes on. So each record is stored once, though the source cannot bring the same batch again.
 */
export class SourceWriter {
  readonly #parts: SourceWriterParts
  #turn = 0

  constructor(parts: SourceWriterParts) {
    this.#parts = parts
  }

  /** To be called before the source is asked where to go on: brings to an end what was begun. */
  async recover(): Promise<void> {
    const { intake, journal } = this.#parts
    const { stream } = intake
    const stored = Array.from({ length: stream.partitions }, (_, partition) => this.#turnOf(partition))
    const spread = await journal.read()
    // Of a stream that was removed and made anew, nothing was begun.
    const isKnown =
      spread?.stream === stream.name && (spread.turn === 1 || stream.cursor(this.#parts.name) !== undefined)
    this.#turn = Math.max(0, ...stored, isKnown ? spread.turn : 0)
    if (!isKnown) return
    const missing = spread.parts.filter(({ partition }) => (stored[partition] ?? 0) < spread.turn)
    await this.#store(missing, spread.turn)
  }

  /** Resolves once the batches are on disk, together with the cursor of the last one. */
  async write(batches: readonly IntakeBatch[]): Promise<void> {
    const { intake, journal } = this.#parts
    const cursor = batches.at(-1)?.origin.cursor
    const parts = partsOf(intake.partitioned(batches), cursor)
    if (parts.length > 1) {
      const turn = this.#turn + 1
      await this.#patiently(() => journal.write({ turn, stream: intake.stream.name, parts }))
      this.#turn = turn
      await this.#store(parts, turn)
      return
    }
    // Without records there is still how far the source has read.
    const [{ appends }] = parts[0] ? [parts[0]] : [{ appends: batches.slice(-1) }]
    await this.#patiently(() => intake.store(appends))
  }

  async #store(parts: readonly SpreadPart[], turn: number): Promise<void> {
    const storing = parts.map(({ partition, appends }) => {
      const origin = { source: turnSource(this.#parts.name, partition), cursor: turn }
      const last: Append = { origin, bytes: new Uint8Array(0), count: 0, partition }
      return this.#patiently(() => this.#parts.intake.store([...appends, last]))
    })
    // All come to an end before the source is told that one failed.
    for (const result of await Promise.allSettled(storing)) if (result.status === 'rejected') throw result.reason
  }

  async #patiently(run: () => Promise<unknown>): Promise<void> {
    const { onFailure, signal } = this.#parts
    await untilItPasses(run, { onFailure, signal })
  }

  #turnOf(partition: number): number {
    const { name, intake } = this.#parts
    return (intake.stream.cursor(turnSource(name, partition)) as number | undefined) ?? 0
  }
}

/** As which source the turns of a partition are noted; no name of a source has a slash. */
function turnSource(name: string, partition: number): string {
  return `${name}/${partition}`
}

/** Each part is stored with the cursor behind all of them: those that are missing after a crash are not brought by the source again. */
function partsOf(appends: readonly Append[], cursor: unknown): SpreadPart[] {
  const byPartition = Map.groupBy(appends, ({ partition = 0 }) => partition)
  if (byPartition.size < 2) return appends.length === 0 ? [] : [{ partition: appends[0]!.partition ?? 0, appends }]
  return Array.from(byPartition, ([partition, own]) => ({
    partition,
    appends: own.map((append) => ({ ...append, origin: { ...append.origin, cursor } })),
  }))
}
