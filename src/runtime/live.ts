/** How a project fares, told once a second to all who look, from one computation; nothing is computed while nobody looks. */

import { sleep } from '../lib/sleep.ts'
import type { LiveReport } from '../model/live-report.ts'
import type { Platform } from './platform.ts'
import { pulse_ms } from './pulse.ts'
import { statusOf } from './status.ts'

type Listener = (report: LiveReport, whole: () => LiveReport) => void

export class Live {
  readonly #platform: Platform
  readonly #listeners = new Set<Listener>()
  #running: AbortController | undefined
  #project: unknown
  #revision = 0

  constructor(platform: Platform) {
    this.#platform = platform
  }

  /** From now until the signal aborts. The listener is given what is new, and can ask for all that is kept. */
  listen(listener: Listener, signal: AbortSignal): void {
    this.#listeners.add(listener)
    signal.addEventListener('abort', () => this.#leave(listener), { once: true })
    if (this.#running) return
    this.#running = new AbortController()
    void this.#run(this.#running.signal)
  }

  #leave(listener: Listener): void {
    this.#listeners.delete(listener)
    if (this.#listeners.size > 0) return
    this.#running?.abort()
    this.#running = undefined
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { pulse, log, stopping } = this.#platform
    let seen = pulse.count
    while (!signal.aborted && !stopping.aborted) {
      try {
        const report = await this.#report()
        const count = pulse.count
        const news = { ...report, series: pulse.since(seen) }
        seen = count
        const whole = () => ({ ...report, series: pulse.since(0) })
        if (!signal.aborted) for (const listener of this.#listeners) listener(news, whole)
      } catch (error) {
        // A reader that is being replaced: the next second tells more.
        if (!signal.aborted) log.debug('cannot tell how the project fares', { error })
      }
      await sleep(pulse_ms, signal)
    }
  }

  async #report(): Promise<Omit<LiveReport, 'series'>> {
    const { project, monitors, views } = this.#platform
    if (project !== this.#project) this.#revision++
    this.#project = project
    return {
      time: new Date().toISOString(),
      project: this.#revision,
      status: await statusOf(this.#platform),
      monitors: monitors.list().map(({ name, state, severity, groups }) => ({ name, state, severity, groups })),
      views: views.list().map(({ name, state, rows }) => ({ name, state, rows })),
    }
  }
}
