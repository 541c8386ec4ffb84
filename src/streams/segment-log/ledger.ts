import { partitionOf } from '../../model/offset.ts'
import type { Frame, Origin, StoredOfKey } from '../stream.ts'

/** How long an idempotency key is remembered. */
const keyLife = 24 * 60 * 60 * 1000

interface CursorNote {
  sequence: number
  /** JSON: whoever gave the cursor may change its own copy. */
  json: string
}

interface KeyNote {
  first: number
  sequence: number
  received: number
  /** Offset and count by turns, ascending. Offsets are given once, so that noting a part again changes nothing. */
  parts: number[]
  /** Those of them that are what was rejected. */
  rejected: number[]
  /** Its last batch has come. */
  complete: boolean
}

/** What a frame says about its origin, wherever it was read. */
export interface OriginNote {
  readonly origin: Origin
  readonly kind: Frame['kind']
  readonly sequence: number
  readonly received: number
  readonly offset: number
  readonly count: number
}

/** As kept in sidecars and checkpoints. */
export interface LedgerJson {
  readonly cursors: readonly (readonly [source: string, sequence: number, json: string])[]
  readonly keys: readonly (readonly [
    key: string,
    first: number,
    sequence: number,
    received: number,
    parts: number[],
    complete: boolean,
    rejected: number[],
  ])[]
}

/**
 * The last cursor of each source and the idempotency keys of a day. It is drawn from the frames, so that it is exactly as durable
 * as they are; noting the same frame twice changes nothing.
 */
export class Ledger {
  readonly #cursors = new Map<string, CursorNote>()
  readonly #keys = new Map<string, KeyNote>()
  readonly #keysCap: number

  constructor(keysCap = Number.POSITIVE_INFINITY) {
    this.#keysCap = keysCap
  }

  get isEmpty(): boolean {
    return this.#cursors.size === 0 && this.#keys.size === 0
  }

  note({ origin, kind, sequence, received, offset, count }: OriginNote): void {
    if (origin.cursor !== undefined) this.#noteCursor(origin.source, sequence, JSON.stringify(origin.cursor))
    if (origin.key !== undefined)
      this.#noteKey(origin.key, {
        first: offset,
        sequence,
        received,
        parts: [offset, count],
        rejected: kind === 'rejected' ? [offset, count] : [],
        complete: origin.last === true,
      })
  }

  merge(other: LedgerJson): void {
    for (const [source, sequence, json] of other.cursors) this.#noteCursor(source, sequence, json)
    for (const [key, first, sequence, received, parts, complete, rejected] of other.keys) {
      this.#noteKey(key, { first, sequence, received, parts: [...parts], rejected: [...rejected], complete })
    }
  }

  cursor(source: string): unknown {
    const note = this.#cursors.get(source)
    return note && JSON.parse(note.json)
  }

  storedOf(key: string, now: number): StoredOfKey | undefined {
    const note = this.#keys.get(key)
    if (!note || now - note.received >= keyLife) return undefined
    const records = new Map<number, number>()
    let count = 0
    for (const [offset, length] of pairsOf(note.parts)) {
      const partition = partitionOf(offset)
      records.set(partition, (records.get(partition) ?? 0) + length)
      count += length
    }
    let rejected = 0
    for (const [offset, length] of pairsOf(note.rejected)) {
      const partition = partitionOf(offset)
      records.set(partition, records.get(partition)! - length)
      rejected += length
    }
    return { offset: note.first, count, records, rejected, complete: note.complete }
  }

  /** Forgets keys of more than a day, which are the oldest, and tells how many younger ones had to go for the cap. */
  expire(now: number): number {
    let early = 0
    for (const [key, { received }] of this.#keys) {
      const isOld = now - received >= keyLife
      if (!isOld && this.#keys.size <= this.#keysCap) break
      this.#keys.delete(key)
      if (!isOld) early++
    }
    return early
  }

  /** What of another ledger is still needed here: the last cursors, and keys that still count. */
  needed(other: LedgerJson, now: number): LedgerJson {
    return {
      cursors: other.cursors.filter(([source, sequence]) => this.#cursors.get(source)?.sequence === sequence),
      keys: other.keys.filter(([key, , , received]) => now - received < keyLife && this.#keys.has(key)),
    }
  }

  toJson(): LedgerJson {
    return {
      cursors: Array.from(this.#cursors, ([source, { sequence, json }]) => [source, sequence, json] as const),
      keys: Array.from(
        this.#keys,
        ([key, n]) => [key, n.first, n.sequence, n.received, n.parts, n.complete, n.rejected] as const,
      ),
    }
  }

  #noteCursor(source: string, sequence: number, json: string): void {
    const known = this.#cursors.get(source)
    if (!known || known.sequence < sequence) this.#cursors.set(source, { sequence, json })
  }

  #noteKey(key: string, note: KeyNote): void {
    const known = this.#keys.get(key)
    // After a day the same key is a new request.
    if (!known || note.received - known.received >= keyLife) {
      this.#keys.delete(key)
      this.#keys.set(key, note)
      return
    }
    if (note.sequence < known.sequence) {
      known.first = note.first
      known.sequence = note.sequence
    }
    known.received = Math.min(known.received, note.received)
    known.complete ||= note.complete
    for (const pair of pairsOf(note.parts)) addPart(known.parts, ...pair)
    for (const pair of pairsOf(note.rejected)) addPart(known.rejected, ...pair)
  }
}

/** Keeps the union of the parts, ascending. */
function addPart(parts: number[], offset: number, count: number): void {
  if (parts.length === 0) {
    parts.push(offset, count)
    return
  }
  const last = parts.at(-2)!
  const end = last + parts.at(-1)!
  if (offset > end) {
    parts.push(offset, count)
  } else if (offset >= last) {
    parts[parts.length - 1] = Math.max(end, offset + count) - last
  } else {
    const pairs: [number, number][] = [[offset, count], ...pairsOf(parts)]
    pairs.sort(([a], [b]) => a - b)
    parts.splice(0, parts.length, ...pairs[0]!)
    for (const pair of pairs.slice(1)) addPart(parts, ...pair)
  }
}

function pairsOf(parts: readonly number[]): [offset: number, count: number][] {
  return Array.from({ length: parts.length / 2 }, (_, i) => [parts[i * 2]!, parts[i * 2 + 1]!])
}
