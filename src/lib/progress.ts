import { formatBytes } from './size.ts'

/** The part of a terminal that progress needs. */
export interface ProgressScreen {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

export interface ProgressOptions {
  readonly label: string
  /** All that there is to do, where it is known: then there is a bar. */
  readonly total?: number | undefined
  /** How an amount reads; bytes by default. */
  readonly format?: (amount: number) => string
  readonly screen: ProgressScreen
  /** Milliseconds before anything is shown. */
  readonly delay_ms?: number
}

/** Tells how far a work is, once it takes more than a second: a moving line on a terminal, a plain one now and then elsewhere. */
export class Progress {
  readonly #options: ProgressOptions
  readonly #started = performance.now()
  readonly #timer: NodeJS.Timeout
  #done = 0
  #shown = false
  #plainAfter_ms = 0

  constructor(options: ProgressOptions) {
    this.#options = options
    const delay_ms = options.delay_ms ?? 1000
    this.#plainAfter_ms = delay_ms
    this.#timer = setInterval(() => this.#show(), Math.min(delay_ms, 100))
    this.#timer.unref()
  }

  /** The amount that is done by now. */
  set done(amount: number) {
    this.#done = amount
  }

  get done(): number {
    return this.#done
  }

  /** Removes the line. */
  stop(): void {
    clearInterval(this.#timer)
    if (this.#shown && this.#options.screen.isTTY) this.#options.screen.write('\r\x1b[K')
  }

  [Symbol.dispose](): void {
    this.stop()
  }

  #show(): void {
    const { screen, delay_ms = 1000 } = this.#options
    const elapsed_ms = performance.now() - this.#started
    if (elapsed_ms < delay_ms) return
    if (screen.isTTY) {
      this.#shown = true
      screen.write(`\r${this.#line(elapsed_ms)}\x1b[K`)
    } else if (elapsed_ms >= this.#plainAfter_ms) {
      this.#plainAfter_ms = elapsed_ms + 10_000
      screen.write(`${this.#text(elapsed_ms)}\n`)
    }
  }

  #text(elapsed_ms: number): string {
    const { label, total, format = formatBytes } = this.#options
    if (total === undefined && this.#done === 0) return `${label} (${Math.round(elapsed_ms / 1000)} s)`
    const rate = `${format(Math.round(this.#done / (elapsed_ms / 1000)))}/s`
    if (total === undefined) return `${label}: ${format(this.#done)} (${rate})`
    return `${label}: ${format(this.#done)} of ${format(total)} (${rate})`
  }

  #line(elapsed_ms: number): string {
    const text = this.#text(elapsed_ms)
    const { total, screen } = this.#options
    const room = Math.min(30, (screen.columns ?? 80) - text.length - 4)
    if (total === undefined || total === 0 || room < 5) return text.slice(0, (screen.columns ?? 80) - 1)
    const filled = Math.min(room, Math.floor((this.#done / total) * room))
    return `${'█'.repeat(filled)}${'░'.repeat(room - filled)} ${text}`
  }
}
