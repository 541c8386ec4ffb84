/** How large datasets were: looked at once a minute, and remembered the more coarsely, the longer it is ago. */
import type { DatasetReader } from '../datasets/dataset.ts'
import { messageOf } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import { sleep } from '../lib/sleep.ts'
import type { DatasetSize } from '../model/dataset-detail.ts'
import type { State, StateTables } from './state.ts'
import { inQuickTransaction } from './transaction.ts'

export const sizeTable: StateTables = {
  owner: 'sizes of datasets',
  steps: [
    `create table if not exists dataset_size (
       dataset text, minute integer, rows integer not null, bytes integer not null, primary key (dataset, minute)
     ) strict, without rowid`,
  ],
}

const minute_ms = 60_000
const hour = 60
const day = 24 * hour
/** Older ones are forgotten but for one in so many minutes. */
const thinning: readonly { readonly age: number; readonly each: number }[] = [
  { age: 2 * hour, each: 10 },
  { age: 2 * day, each: 2 * hour },
  { age: 60 * day, each: day },
]
const longest = 400 * day

export class DatasetSizes {
  readonly #state: State
  readonly #reader: DatasetReader
  readonly #log: Log

  constructor(parts: { readonly state: State; readonly reader: DatasetReader; readonly log: Log }) {
    this.#state = parts.state
    this.#reader = parts.reader
    this.#log = parts.log
  }

  /** Oldest first. */
  of(dataset: string): DatasetSize[] {
    return this.#state
      .prepare('select minute, rows, bytes from dataset_size where dataset = ? order by minute')
      .all(dataset)
      .map(({ minute, rows, bytes }) => ({
        time: new Date(Number(minute) * minute_ms).toISOString(),
        rows: Number(rows),
        bytes: Number(bytes),
      }))
  }

  /** Looks each minute until the signal aborts. */
  async watch(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      try {
        await this.look(Date.now())
      } catch (error) {
        if (!stopping.aborted) this.#log.warn(`cannot note the size of datasets: ${messageOf(error)}`)
      }
      await sleep(minute_ms, stopping)
    }
  }

  async look(now_ms: number): Promise<void> {
    const datasets = await this.#reader.list()
    const minute = Math.floor(now_ms / minute_ms)
    inQuickTransaction(this.#state, () => {
      const note = this.#state.prepare('insert or replace into dataset_size values (?, ?, ?, ?)')
      for (const { name, rows, bytes } of datasets) note.run(name, minute, rows, bytes)
      for (const { age, each } of thinning)
        this.#state.prepare('delete from dataset_size where minute < ? and minute % ? <> 0').run(minute - age, each)
      this.#state.prepare('delete from dataset_size where minute < ?').run(minute - longest)
    })
  }
}
