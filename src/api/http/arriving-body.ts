import type { IncomingMessage } from 'node:http'
import { UserError } from '../../lib/errors.ts'

export interface BodyLimits {
  /** The longest body, after decompression. */
  readonly body_bytes: number
  /** How long a client is waited for that sends little or nothing. */
  readonly slow_body_ms: number
}

/** A client that sends less than this, after a grace time, is cut off: it holds a connection and memory. */
const slowest_bytes_per_s = 1024

const look_ms = 100

/** Those that are waited for. One timer looks after all of them: one for each would cost more than reading a small body. */
const awaited = new Set<ArrivingBody>()
let looking: NodeJS.Timeout | undefined

/** A body on its way. It is let in only while somebody waits for it. */
export class ArrivingBody {
  readonly #raw: IncomingMessage
  readonly #limits: BodyLimits
  #parts: Buffer[] = []
  #gathered = 0
  #received = 0
  /** Only the time that we wait for the client counts against it. */
  #waited_ms = 0
  #waitingSince = 0
  #wanted = 0
  #end: 'end' | UserError | undefined
  #wake: (() => void) | undefined

  constructor(raw: IncomingMessage, limits: BodyLimits) {
    this.#raw = raw
    this.#limits = limits
    if (raw.destroyed) this.#end = gone()
    raw.on('data', this.#onData)
    raw.on('end', this.#onEnd)
    raw.on('close', this.#onClose)
    raw.on('error', this.#onError)
  }

  /** At least so many bytes, fewer only at the end; undefined behind it. */
  async piece(bytes: number): Promise<Buffer | undefined> {
    this.#wanted = bytes
    if (this.#gathered < bytes && this.#end === undefined) await this.#more()
    if (this.#end instanceof UserError) throw this.#end
    if (this.#gathered === 0) return undefined
    const piece = this.#parts.length === 1 ? this.#parts[0]! : Buffer.concat(this.#parts, this.#gathered)
    this.#parts = []
    this.#gathered = 0
    return piece
  }

  /** Nobody waits any more. The stream is left in rest, so that its rest can be dismissed. */
  leave(): void {
    this.#raw.off('data', this.#onData)
    this.#raw.off('end', this.#onEnd)
    this.#raw.off('close', this.#onClose)
    if (this.#end !== 'end') this.#raw.pause()
  }

  /** Gives it up when it comes too slowly. */
  look(now: number): void {
    const waited_ms = this.#waited_ms + now - this.#waitingSince
    const patience_ms = this.#limits.slow_body_ms + (this.#received / slowest_bytes_per_s) * 1000
    if (waited_ms > patience_ms) this.#finish(tooSlow())
  }

  async #more(): Promise<void> {
    this.#waitingSince = performance.now()
    awaited.add(this)
    looking ??= setInterval(lookAfterAll, look_ms).unref()
    this.#raw.resume()
    await new Promise<void>((resolve) => {
      this.#wake = resolve
    })
    awaited.delete(this)
    this.#waited_ms += performance.now() - this.#waitingSince
  }

  #finish(end: 'end' | UserError): void {
    this.#end ??= end
    this.#wake?.()
  }

  readonly #onData = (part: Buffer): void => {
    this.#parts.push(part)
    this.#gathered += part.length
    this.#received += part.length
    if (this.#received > this.#limits.body_bytes) this.#finish(tooLong(this.#limits))
    else if (this.#gathered >= this.#wanted) {
      this.#raw.pause()
      this.#wake?.()
    }
  }

  readonly #onEnd = (): void => this.#finish('end')

  readonly #onClose = (): void => {
    if (this.#end === undefined) this.#finish(gone())
  }

  /** Kept after leaving: an error that nobody listens to would end the process. */
  readonly #onError = (error: Error): void => this.#finish(gone(error))
}

function lookAfterAll(): void {
  const now = performance.now()
  for (const body of awaited) body.look(now)
  if (awaited.size > 0) return
  clearInterval(looking)
  looking = undefined
}

export function tooLong(limits: BodyLimits): UserError {
  return new UserError('too_large', `cannot take the body: it is longer than ${limits.body_bytes} bytes`, {
    hint: 'Send it in several requests.',
  })
}

function tooSlow(): UserError {
  return new UserError('timeout', 'cannot wait for the body: it comes too slowly', {
    hint: 'Send the records in smaller requests.',
  })
}

function gone(cause?: Error): UserError {
  return new UserError('cancelled', 'cannot read the body: the client has gone', { cause })
}
