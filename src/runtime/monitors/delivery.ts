/** Delivers what the outbox holds for one channel: one message after the other, with back-off, until it is taken or given up. */
import { messageOf, UserError } from '../../lib/errors.ts'
import type { Log } from '../../lib/log.ts'
import { sleep } from '../../lib/sleep.ts'
import type { ProjectChannel } from '../../project/project.ts'
import { digestOf } from './digest.ts'
import type { Message, Outbox } from './outbox.ts'

export interface DeliveryOptions {
  readonly channel: ProjectChannel
  readonly outbox: Outbox
  readonly log: Log
  /** Hides what came from `${NAME}`. */
  readonly redact: (text: string) => string
}

const firstPause_ms = 1000
const longestPause_ms = 300_000
/** The other side has so long to answer. */
const patience_ms = 30_000
const hour_ms = 3_600_000
/** What is added to the outbox wakes the delivery; this is for what becomes due by itself. */
const longestSleep_ms = 60_000

export class Delivery {
  readonly #options: DeliveryOptions
  readonly #stop = new AbortController()
  readonly #running: Promise<void>
  #wake = new AbortController()

  constructor(options: DeliveryOptions) {
    this.#options = options
    this.#running = this.#run()
  }

  wake(): void {
    this.#wake.abort()
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    this.wake()
    await this.#running
  }

  async #run(): Promise<void> {
    const { channel, log } = this.#options
    const { signal } = this.#stop
    while (!signal.aborted) {
      this.#wake = new AbortController()
      try {
        const message = this.#take()
        if (message) await this.#deliver(message)
        else await sleep(this.#pause_ms(), this.#wake.signal)
      } catch (error) {
        // The disk that holds the outbox: what was sent and not marked is sent again, under the same id.
        log.warn(`cannot keep what was told to channel "${channel.name}": ${messageOf(error)}`)
        await sleep(firstPause_ms, signal)
      }
    }
  }

  #take(): Message | undefined {
    const { channel, outbox } = this.#options
    const now = Date.now()
    return outbox.take(channel.name, now, (waiting) => countOf(waiting, this.#slots(now), channel, now))
  }

  #slots(now: number): number {
    const { channel, outbox } = this.#options
    return channel.limit - outbox.messagesSince(channel.name, now - hour_ms).count
  }

  #pause_ms(): number {
    const { channel, outbox } = this.#options
    const now = Date.now()
    const { again_ms = Number.POSITIVE_INFINITY, waiting_ms } = outbox.nextDue(channel.name)
    const { count, first_ms = now } = outbox.messagesSince(channel.name, now - hour_ms)
    const free_ms = count < channel.limit ? 0 : first_ms + hour_ms
    const first_due_ms = waiting_ms === undefined ? again_ms : Math.max(waiting_ms + (channel.digest_ms ?? 0), free_ms)
    return Math.min(longestSleep_ms, Math.max(50, Math.min(again_ms, first_due_ms) - now))
  }

  async #deliver(message: Message): Promise<void> {
    const { channel, outbox, log, redact } = this.#options
    const { declaration, options } = channel
    const [first, ...others] = message.notices
    const notice = others.length > 0 ? digestOf(message.id, message.notices) : first!
    const patience = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(patience_ms)])
    try {
      await declaration.send(options, notice, { signal: patience, now: () => new Date(), redact })
    } catch (error) {
      if (this.#stop.signal.aborted) return
      const now = Date.now()
      const isFinal = (error instanceof UserError && !mayPass(error)) || now - message.created_ms > channel.give_up_ms
      const pause_ms = Math.min(longestPause_ms, firstPause_ms * 2 ** message.attempts)
      outbox.failed(channel.name, message.id, redact(messageOf(error)), isFinal ? 'dead' : now + pause_ms, now)
      const about = { channel: channel.name, notice: message.id }
      if (isFinal) log.error(`a notice is given up: ${messageOf(error)}`, { ...about, hint: revive(channel.name) })
      else log.warn(`a notice waits: ${messageOf(error)}`, { ...about, retry_ms: pause_ms })
      return
    }
    outbox.sent(channel.name, message.id, Date.now())
  }
}

function revive(channel: string): string {
  return `Mend the channel, then send it again: caudal channel retry ${channel}`
}

function mayPass({ code }: UserError): boolean {
  return code === 'unavailable' || code === 'overloaded' || code === 'timeout'
}

/**
 * How many of the waiting notices go into the next message: one, while there is room for all of them by themselves; all, with a digest
 * or with the last message of the hour; none while the digest collects or the hour is full.
 */
export function countOf(
  waiting: readonly { readonly created_ms: number }[],
  slots: number,
  { digest_ms, declaration }: Pick<ProjectChannel, 'digest_ms' | 'declaration'>,
  at_ms: number,
): number {
  const oldest = waiting[0]
  if (!oldest || slots <= 0) return 0
  // An incident is opened and closed by notices of its own.
  if (declaration.isSingle) return 1
  if (digest_ms !== undefined) return at_ms - oldest.created_ms >= digest_ms ? waiting.length : 0
  return slots > 1 ? 1 : waiting.length
}
