/** What was used of the quotas of an hour or a day outlives a start: it is written down every few seconds, and at the end. */
import { messageOf } from '../../lib/errors.ts'
import type { Log } from '../../lib/log.ts'
import { sleep } from '../../lib/sleep.ts'
import type { State, StateTables } from '../state.ts'
import { inQuickTransaction } from '../transaction.ts'
import type { RateLimit } from './rate-limit.ts'

export const quotaTable: StateTables = {
  owner: 'quotas of endpoints',
  steps: [
    `create table if not exists endpoint_quota (
       endpoint text, caller text, window_ms integer, most integer not null, count integer not null, end_ms integer not null,
       primary key (endpoint, caller, window_ms)
     ) strict, without rowid`,
  ],
}

const save_ms = 5000

export class KeptQuotas {
  readonly #state: State
  readonly #rates: RateLimit
  readonly #log: Log

  constructor({ state, rates, log }: { readonly state: State; readonly rates: RateLimit; readonly log: Log }) {
    this.#state = state
    this.#rates = rates
    this.#log = log
    const rows = state.prepare('select * from endpoint_quota order by end_ms').all()
    for (const { endpoint, caller, window_ms, most, count, end_ms } of rows) {
      rates.restore({
        endpoint: String(endpoint),
        caller: String(caller),
        rate: { most: Number(most), window_ms: Number(window_ms) },
        count: Number(count),
        end_ms: Number(end_ms),
      })
    }
  }

  /** Saves until the signal aborts, and then once more. */
  async watch(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      await sleep(save_ms, stopping)
      try {
        this.save(Date.now())
      } catch (error) {
        this.#log.warn(`cannot keep what was used of quotas: ${messageOf(error)}`)
      }
    }
  }

  save(now_ms: number): void {
    const windows = this.#rates.changed()
    if (windows.length === 0) return
    inQuickTransaction(this.#state, () => {
      const note = this.#state.prepare('insert or replace into endpoint_quota values (?, ?, ?, ?, ?, ?)')
      for (const { endpoint, caller, rate, count, end_ms } of windows)
        note.run(endpoint, caller, rate.window_ms, rate.most, count, end_ms)
      this.#state.prepare('delete from endpoint_quota where end_ms <= ?').run(now_ms)
    })
  }
}
