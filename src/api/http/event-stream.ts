/** Server-sent events to one caller: they end when the caller leaves, has other rights by now, or the platform stops. */
import { isDeepStrictEqual } from 'node:util'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Platform } from '../../runtime/platform.ts'

const heartbeat_ms = 15_000
/** Whose token was revoked, or who has other rights by now, reads on for so long at most. */
const checkCaller_ms = 1000

export class EventStream {
  readonly #reply: FastifyReply
  readonly #isSame: () => boolean
  readonly #stop: AbortController
  readonly #timers: readonly NodeJS.Timeout[]

  constructor(platform: Platform, request: FastifyRequest, reply: FastifyReply, stop = new AbortController()) {
    this.#reply = reply
    this.#stop = stop
    reply.hijack()
    const { raw } = reply
    raw.once('close', () => stop.abort())
    platform.stopping.addEventListener('abort', () => stop.abort(), { once: true })
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    raw.flushHeaders()
    this.#isSame = () => isDeepStrictEqual(platform.identities.callerOf(request.headers), request.caller)
    this.#timers = [
      setInterval(() => this.#isSame() || stop.abort(), checkCaller_ms),
      setInterval(() => raw.write(': still here\n\n'), heartbeat_ms),
    ]
  }

  /** Aborts when it ends. */
  get signal(): AbortSignal {
    return this.#stop.signal
  }

  /** Nothing is kept for a caller who reads more slowly than events come. */
  get isBehind(): boolean {
    return this.#reply.raw.writableNeedDrain
  }

  /** Each text is the data of an event. Resolves when there is room for more; false once the caller is not the same any more. */
  async send(texts: readonly string[]): Promise<boolean> {
    if (!this.#isSame()) return false
    const { raw } = this.#reply
    const more = raw.write(texts.map((text) => `data: ${text}\n\n`).join(''))
    if (!more) await new Promise((resolve) => raw.once('drain', resolve).once('close', resolve))
    return true
  }

  end(): void {
    this.#stop.abort()
    for (const timer of this.#timers) clearInterval(timer)
    this.#reply.raw.end()
  }
}
