import type { Frame } from '../stream.ts'

/** A frame in memory: its first position, the one behind it, and the memory that it keeps from being freed. */
interface Held {
  readonly position: number
  readonly end: number
  weight: number
  readonly frame: Frame
}

/** About what a frame takes in memory beside its bytes. */
export const frameWeight = 400

/** The memory of all tails together. When it runs out, the streams that have been quiet the longest give theirs up. */
export class TailBudget {
  readonly #limit: number
  #bytes = 0
  /** In the order of their last append. */
  readonly #tails = new Set<Tail>()

  constructor(limit: number) {
    this.#limit = limit
  }

  grow(tail: Tail, bytes: number): void {
    this.#bytes += bytes
    this.#tails.delete(tail)
    this.#tails.add(tail)
    for (const quiet of this.#tails) {
      while (this.#bytes > this.#limit && quiet.dropOldest());
      if (this.#bytes <= this.#limit) break
      this.#tails.delete(quiet)
    }
  }

  /** Whoever followed has had them long since; who has not reads them from the files. */
  dropReceivedBefore(time: number): void {
    for (const tail of this.#tails) tail.dropReceivedBefore(time)
  }

  shrink(bytes: number): void {
    this.#bytes -= bytes
  }

  forget(tail: Tail): void {
    while (tail.dropOldest());
    this.#tails.delete(tail)
  }
}

/** The newest frames of a partition, without a hole, for followers. Bounded; what it lacks is read from the files. */
export class Tail {
  readonly #limit: number
  readonly #budget: TailBudget
  #frames: Held[] = []
  #head = 0
  #bytes = 0

  constructor(limit: number, budget: TailBudget) {
    this.#limit = limit
    this.#budget = budget
  }

  push(position: number, frame: Frame): void {
    // A part of a buffer keeps all of it. Neighbours that share one weigh once, with the last of them.
    const weight = frame.bytes.buffer.byteLength + frameWeight
    const newest = this.#frames.at(-1)
    let grown = weight
    if (newest?.frame.bytes.buffer === frame.bytes.buffer) {
      grown -= newest.weight - frameWeight
      newest.weight = frameWeight
    }
    this.#frames.push({ position, end: position + frame.count, weight, frame })
    this.#bytes += grown
    this.#budget.grow(this, grown)
    while (this.#bytes > this.#limit && this.dropOldest());
  }

  dropOldest(): boolean {
    const oldest = this.#frames[this.#head]
    if (!oldest) return false
    this.#head++
    this.#bytes -= oldest.weight
    this.#budget.shrink(oldest.weight)
    if (this.#head * 2 > this.#frames.length) {
      this.#frames = this.#frames.slice(this.#head)
      this.#head = 0
    }
    return true
  }

  dropReceivedBefore(time: number): void {
    while ((this.#frames[this.#head]?.frame.received ?? time) < time) this.dropOldest()
  }

  /** Frames from the one that holds the position on, about so many bytes; undefined when the position is older than the tail. */
  read(position: number, bytes: number): Frame[] | undefined {
    const oldest = this.#frames[this.#head]
    if (!oldest || position < oldest.position) return undefined
    let low = this.#head
    let high = this.#frames.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#frames[middle]!.end <= position) low = middle + 1
      else high = middle
    }
    const frames: Frame[] = []
    let sum = 0
    for (let i = low; i < this.#frames.length; i++) {
      const { frame } = this.#frames[i]!
      if (sum > 0 && sum + frame.bytes.length > bytes) break
      frames.push(frame)
      sum += frame.bytes.length
    }
    return frames
  }
}
