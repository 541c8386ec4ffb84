import { Readable } from 'node:stream'
import type { DatasetInfo, SearchResult } from '../../dataset.ts'
import type { Request, StopReason } from './protocol.ts'
import { stopError } from './stop-error.ts'

let ids = 0

/**
 * One request, from the queue to its end. Its bytes come as a stream, whose reader sets the pace; the clock of its time limit stands
 * still while the reader has enough before it.
 */
export class Job {
  readonly id = ++ids
  readonly request: Request
  readonly stream: Readable
  /** The first bytes are there, or it has ended well without any. */
  readonly begun: Promise<void>
  /** The value with which it ended. */
  readonly ended: Promise<SearchResult | readonly DatasetInfo[] | undefined>
  /** Asks the process for one more piece. */
  onMore: (() => void) | undefined
  /** Tells the process to stop; absent while the request waits in the queue. */
  onStop: ((reason: StopReason) => void) | undefined
  readonly #signal: AbortSignal | undefined
  readonly #abort = () => this.stop('cancelled')
  readonly #begin = Promise.withResolvers<void>()
  readonly #end = Promise.withResolvers<SearchResult | readonly DatasetInfo[] | undefined>()
  #left_ms: number
  #since = 0
  #clock: NodeJS.Timeout | undefined
  #owed = 0
  #isStopping = false
  #isOver = false

  constructor(request: Request, time_ms: number, signal: AbortSignal | undefined) {
    this.request = request
    this.#left_ms = time_ms
    this.#signal = signal
    this.begun = this.#begin.promise
    this.ended = this.#end.promise
    // Each caller waits for one of the three, and hears of an error there.
    this.begun.catch(() => {})
    this.ended.catch(() => {})
    this.stream = new Readable({
      highWaterMark: 256 * 1024,
      read: () => this.#wanted(),
      destroy: (error, callback) => {
        this.stop('cancelled')
        callback(error)
      },
    })
    this.stream.on('error', () => {})
    signal?.addEventListener('abort', this.#abort, { once: true })
    if (signal?.aborted) this.stop('cancelled')
  }

  get isOver(): boolean {
    return this.#isOver
  }

  /** A process has taken it. */
  started(): void {
    this.#run()
  }

  piece(bytes: Uint8Array): void {
    if (this.#isOver) return
    this.#begin.resolve()
    if (this.stream.push(bytes)) this.onMore?.()
    else {
      this.#owed++
      this.#pause()
    }
  }

  done(value: SearchResult | readonly DatasetInfo[] | undefined): void {
    if (!this.#finish()) return
    this.#begin.resolve()
    this.#end.resolve(value)
    this.stream.push(null)
  }

  fail(error: Error): void {
    if (!this.#finish()) return
    this.#begin.reject(error)
    this.#end.reject(error)
    this.stream.destroy(error)
  }

  stop(reason: StopReason): void {
    if (this.#isOver || this.#isStopping) return
    this.#isStopping = true
    this.#pause()
    if (this.onStop) this.onStop(reason)
    else this.fail(stopError(reason))
  }

  #wanted(): void {
    if (this.#owed === 0 || this.#isOver) return
    for (; this.#owed > 0; this.#owed--) this.onMore?.()
    this.#run()
  }

  #run(): void {
    if (this.#isOver || this.#isStopping) return
    clearTimeout(this.#clock)
    this.#since = performance.now()
    this.#clock = setTimeout(() => this.stop('timeout'), this.#left_ms)
  }

  #pause(): void {
    if (this.#since > 0) this.#left_ms = Math.max(0, this.#left_ms - (performance.now() - this.#since))
    this.#since = 0
    clearTimeout(this.#clock)
  }

  #finish(): boolean {
    if (this.#isOver) return false
    this.#isOver = true
    clearTimeout(this.#clock)
    this.#signal?.removeEventListener('abort', this.#abort)
    return true
  }
}
