/**
 * Delivers what the outbox holds for one channel: one message after the other, until it is taken or given up. While the other side takes
 * nothing, the channel pauses, longer each time, or for as long as the other side asks; every attempt counts for its limit.
 */
import { LaterError } from '../../channels/channel.ts'
import { pauseAfter } from '../../lib/back-off.ts'
import { messageOf, UserError } from '../../lib/errors.ts'
import { Keeper } from '../../lib/keeper.ts'
import type { Log } from '../../lib/log.ts'
import { isPassing } from '../../lib/passing.ts'
import { Pause } from '../../lib/pause.ts'
import { sleep } from '../../lib/sleep.ts'
import type { ProjectChannel } from '../../project/project.ts'
import type { Attempts } from './attempts.ts'
import { worded } from './channel-wording.ts'
import { digestOf } from './digest.ts'
import { longestPause_ms, type Message, type Outbox, type WaitingNotice } from './outbox.ts'

export interface DeliveryOptions {
  readonly channel: ProjectChannel
  readonly outbox: Outbox
  readonly attempts: Attempts
  readonly log: Log
  /** Hides what came from `${NAME}`. */
  readonly redact: (text: string) => string
}

const pauses = { first_ms: 1000, longest_ms: 300_000 }
/** The other side has so long to answer. */
const patience_ms = 30_000
/** What is added to the outbox wakes the delivery; this is for what becomes due by itself. */
const longestSleep_ms = 60_000

export class Delivery {
  readonly #options: DeliveryOptions
  readonly #stop = new AbortController()
  readonly #running: Promise<void>
  readonly #keeper = new Keeper()
  #wake = new AbortController()
  /** In a row. */
  #failures = 0
  readonly #pause = new Pause()

  constructor(options: DeliveryOptions) {
    this.#options = options
    this.#running = this.#run()
  }

  wake(): void {
    this.#wake.abort()
  }

  /** Nothing is sent before. */
  get pausedUntil_ms(): number | undefined {
    const { channel, attempts } = this.#options
    const now = Date.now()
    const until_ms = Math.max(now + this.#pause.left_ms, attempts.room(channel.name, channel.limit, now).free_ms)
    return until_ms > now ? until_ms : undefined
  }

  /** Somebody has mended the channel: what it failed before counts no more. */
  resume(): void {
    this.#failures = 0
    this.#pause.end()
    this.wake()
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    this.wake()
    await this.#running
    this.#keeper[Symbol.dispose]()
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
        await sleep(pauses.first_ms, signal)
      }
    }
  }

  #take(): Message | undefined {
    const { channel, outbox, attempts } = this.#options
    if (!this.#pause.isOver) return undefined
    const now = Date.now()
    const { messages } = attempts.room(channel.name, channel.limit, now)
    if (messages <= 0) return undefined
    return outbox.take(channel.name, now, (waiting) => countOf(waiting, messages, channel, now))
  }

  #pause_ms(): number {
    const { channel, outbox, attempts } = this.#options
    const now = Date.now()
    const { again_ms = Number.POSITIVE_INFINITY, waiting_ms = Number.POSITIVE_INFINITY } = outbox.nextDue(channel.name)
    const { free_ms } = attempts.room(channel.name, channel.limit, now)
    const due_ms = Math.min(again_ms, waiting_ms + (digestOfChannel_ms(channel) ?? 0))
    return Math.min(longestSleep_ms, Math.max(50, this.#pause.left_ms, Math.max(due_ms, free_ms) - now))
  }

  async #deliver(message: Message): Promise<void> {
    const { channel, outbox, attempts, redact } = this.#options
    const { declaration, options } = channel
    const [first, ...others] = message.notices
    const notice = worded(channel.wording, others.length > 0 ? digestOf(message.id, message.notices) : first!)
    const patience = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(patience_ms)])
    attempts.note(channel.name, Date.now())
    try {
      const { keep } = this.#keeper
      await declaration.send(options, notice, {
        signal: patience,
        now: () => new Date(),
        redact,
        keep,
        bytesOf: outbox.bytesOf,
      })
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#noteFailure(message, error)
      return
    }
    this.#failures = 0
    outbox.sent(channel.name, message.id, Date.now())
  }

  #noteFailure(message: Message, error: unknown): void {
    const { channel, outbox, log, redact } = this.#options
    const now = Date.now()
    const hasAnswered = error instanceof UserError && !isPassing(error)
    const asked_ms = error instanceof LaterError ? Math.min(error.pause_ms, longestPause_ms) : 0
    // The other side listens, but will never take this one: the next one may be another matter.
    this.#failures = hasAnswered ? 0 : this.#failures + 1
    if (hasAnswered) this.#pause.end()
    else this.#pause.begin(Math.max(asked_ms, pauseAfter(this.#failures, pauses)))
    const again_ms = now + Math.ceil(Math.max(this.#pause.left_ms, pauseAfter(message.attempts + 1, pauses)))
    const isFinal = hasAnswered || now - message.created_ms > channel.give_up_ms
    outbox.failed(channel.name, message.id, redact(messageOf(error)), isFinal ? 'dead' : again_ms, now)
    const about = { channel: channel.name, notice: message.id }
    if (isFinal) log.error(`a notice is given up: ${messageOf(error)}`, { ...about, hint: revive(channel.name) })
    else log.warn(`a notice waits: ${messageOf(error)}`, { ...about, retry_ms: again_ms - now })
  }
}

/** An incident is opened and closed by notices of its own. */
function digestOfChannel_ms({ digest_ms, declaration }: Pick<ProjectChannel, 'digest_ms' | 'declaration'>) {
  return declaration.isSingle ? undefined : digest_ms
}

function revive(channel: string): string {
  return `Mend the channel, then send it again: caudal channel retry ${channel}`
}

/**
 * How many of the waiting notices go into the next message: one, while there is room for all of them by themselves; all, with a digest
 * or with the last message of the hour; none while the digest collects or the hour is full.
 */
export function countOf(
  waiting: readonly WaitingNotice[],
  slots: number,
  channel: Pick<ProjectChannel, 'digest_ms' | 'declaration'>,
  at_ms: number,
): number {
  const oldest = waiting[0]
  if (!oldest || slots <= 0) return 0
  if (channel.declaration.isSingle || oldest.isAlone) return 1
  const alone = waiting.findIndex(({ isAlone }) => isAlone)
  const together = alone === -1 ? waiting.length : alone
  const digest_ms = digestOfChannel_ms(channel)
  if (digest_ms !== undefined) {
    const waited_ms = at_ms - oldest.created_ms
    // Less than nothing after the clock was set back.
    return waited_ms >= digest_ms || waited_ms < 0 ? together : 0
  }
  return slots > 1 ? 1 : together
}
