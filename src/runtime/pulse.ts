/**
 * The pulse of a project: once a second, how many records and requests each part had in that second. Counting is reading a few numbers
 * in memory, so it goes on always, and whoever looks sees the last minutes at once.
 */
import type { LiveSeries } from '../model/live-report.ts'
import type { Endpoints } from './endpoints/index.ts'
import type { Pipeline } from './pipeline.ts'
import { datasetLag } from './status.ts'

export const pulse_ms = 1000
/** Samples that are kept of each part. */
const kept = 300

/** Numbers of one moment: totals, whose growth is told, and levels, which are told as they are. */
interface Moment {
  readonly totals: ReadonlyMap<string, number>
  readonly levels: ReadonlyMap<string, number>
}

export class Pulse {
  readonly #parts: { readonly pipeline: Pipeline; readonly endpoints: Endpoints }
  readonly #series = new Map<string, number[]>()
  #last: ReadonlyMap<string, number>
  #timer: NodeJS.Timeout
  /** Samples since the start. */
  count = 0

  constructor(parts: { readonly pipeline: Pipeline; readonly endpoints: Endpoints }) {
    this.#parts = parts
    this.#last = this.#moment().totals
    this.#timer = setInterval(() => this.beat(), pulse_ms).unref()
  }

  /** Takes a sample. Who was not there before begins with nothing; whose count begins anew, with what it has by now. */
  beat(): void {
    const { totals, levels } = this.#moment()
    const values = new Map(levels)
    for (const [id, total] of totals) {
      const before = this.#last.get(id)
      values.set(id, before === undefined ? 0 : total < before ? total : total - before)
    }
    for (const id of this.#series.keys()) if (!values.has(id)) this.#series.delete(id)
    const length = Math.min(this.count, kept)
    for (const [id, value] of values) {
      const series = this.#series.get(id) ?? Array.from({ length }, () => 0)
      series.push(value)
      if (series.length > kept) series.shift()
      this.#series.set(id, series)
    }
    this.#last = totals
    this.count++
  }

  /** The samples behind the first so many; as many as are kept. */
  since(count: number): LiveSeries {
    const wanted = Math.min(this.count - count, kept)
    if (wanted <= 0) return Object.fromEntries([...this.#series.keys()].map((id) => [id, []]))
    return Object.fromEntries([...this.#series].map(([id, values]) => [id, values.slice(-wanted)]))
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #moment(): Moment {
    const { pipeline, endpoints } = this.#parts
    const totals = new Map<string, number>()
    const levels = new Map<string, number>()
    for (const name of pipeline.intakes.keys()) {
      const { received, rejected } = pipeline.countersOf(name)
      totals.set(`stream:${name}`, received)
      totals.set(`rejected:${name}`, rejected)
    }
    for (const [name, { status }] of pipeline.sources) totals.set(`source:${name}`, status.records)
    for (const [name, run] of pipeline.datasets) {
      totals.set(`dataset:${name}`, run.totals.stored)
      levels.set(`lag:dataset:${name}`, datasetLag(pipeline, name))
    }
    for (const [name, { report }] of pipeline.functions) {
      totals.set(`function:${name}`, report.records)
      levels.set(`lag:function:${name}`, report.lag_records)
    }
    for (const { name } of endpoints.all) {
      const usage = endpoints.usageOf(name)
      totals.set(`endpoint:${name}`, usage.report().requests)
      totals.set(`ms:endpoint:${name}`, usage.latency.sum_ms)
    }
    return { totals, levels }
  }
}
