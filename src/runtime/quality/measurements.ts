/**
 * Rules about all records of a dataset together, measured once an hour and kept in the state: what they were at a time cannot be asked later.
 */
import type { DatasetReader } from '../../datasets/dataset.ts'
import { messageOf, UserError } from '../../lib/errors.ts'
import type { Log } from '../../lib/log.ts'
import { sleep } from '../../lib/sleep.ts'
import { type DatasetCondition, isRecordRule, type Rule } from '../../model/rule.ts'
import type { State, StateTables } from '../state.ts'
import { measure } from './measure.ts'

export const measurementTable: StateTables = {
  owner: 'measurements of rules',
  steps: [
    `create table if not exists rule_measurement (
       dataset text, hour integer, rule text, checked integer not null, failed integer not null, primary key (dataset, hour, rule)
     ) strict, without rowid`,
  ],
}

export interface Measurement {
  /** ISO 8601, its beginning. */
  readonly hour: string
  readonly rule: string
  readonly checked: number
  readonly failed: number
}

export interface MeasurementParts {
  readonly state: State
  readonly reader: DatasetReader
  readonly datasets: () => Iterable<{ readonly name: string; readonly rules?: readonly Rule[] }>
  readonly log: Log
  readonly stopping: AbortSignal
}

const hour_ms = 3_600_000
/** So often it looks whether an hour has begun, or a rule has come. */
const look_ms = 10_000
/** For each rule one row an hour. */
const keptHours = 90 * 24

export class Measurements {
  readonly #parts: MeasurementParts
  /** What was measured in the current hour, or could not be. */
  #hour = 0
  readonly #done = new Set<string>()

  constructor(parts: MeasurementParts) {
    this.#parts = parts
  }

  /** Oldest first. */
  of(dataset: string): Measurement[] {
    return this.#parts.state
      .prepare('select hour, rule, checked, failed from rule_measurement where dataset = ? order by hour, rule')
      .all(dataset)
      .map(({ hour, rule, checked, failed }) => ({
        hour: new Date(Number(hour) * hour_ms).toISOString(),
        rule: String(rule),
        checked: Number(checked),
        failed: Number(failed),
      }))
  }

  /** Measures each hour until the platform stops. */
  async watch(): Promise<void> {
    const { log, stopping } = this.#parts
    while (!stopping.aborted) {
      await sleep(look_ms, stopping)
      try {
        await this.measure(Date.now())
      } catch (error) {
        if (!stopping.aborted) log.warn(`cannot measure the rules of datasets: ${messageOf(error)}`)
      }
    }
  }

  /** Measures the rules that have no measurement in this hour, one after the other. */
  async measure(now_ms: number): Promise<void> {
    const { datasets, state, stopping } = this.#parts
    const hour = Math.floor(now_ms / hour_ms)
    if (hour !== this.#hour) {
      this.#hour = hour
      this.#done.clear()
      state.prepare('delete from rule_measurement where hour <= ?').run(hour - keptHours)
    }
    for (const { name, rules = [] } of datasets()) {
      for (const rule of rules) {
        const key = JSON.stringify([name, rule])
        if (stopping.aborted) return
        if (isRecordRule(rule) || this.#done.has(key)) continue
        this.#done.add(key)
        if (this.#isMeasured(name, hour, rule.name)) continue
        // Nothing is said of no records; the first ones may come within the hour.
        if ((await this.#measure(name, hour, rule)) === 0) this.#done.delete(key)
      }
    }
  }

  #isMeasured(dataset: string, hour: number, rule: string): boolean {
    const sql = 'select 1 from rule_measurement where dataset = ? and hour = ? and rule = ?'
    return this.#parts.state.prepare(sql).get(dataset, hour, rule) !== undefined
  }

  /** Tells how many records were asked; nothing where that could not be done. */
  async #measure(dataset: string, hour: number, { name, condition }: Rule): Promise<number | undefined> {
    const { log, reader, state, stopping } = this.#parts
    const asked = condition as DatasetCondition
    const scope = { datasets: [dataset, ...(asked.kind === 'references' ? [asked.dataset] : [])] }
    try {
      const { checked, failed } = await measure(reader, dataset, asked, scope, stopping)
      if (checked > 0)
        state
          .prepare('insert or replace into rule_measurement values (?, ?, ?, ?, ?)')
          .run(dataset, hour, name, checked, failed)
      return checked
    } catch (error) {
      // A field that no record has yet, or one asked for too much: the scorecard says why when it is drawn.
      if (!(error instanceof UserError)) throw error
      log.debug(`cannot measure rule "${name}" of dataset "${dataset}": ${messageOf(error)}`)
      return undefined
    }
  }
}
