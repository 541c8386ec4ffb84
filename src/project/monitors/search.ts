import type { Measure } from '../../model/measure.ts'

/** What a search of a monitor finds, as a number. */
export interface MonitorSearch {
  readonly kql: string
  readonly in: string
  /** How many records, without it. */
  readonly measure?: Measure
}
