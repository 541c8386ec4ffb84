/** What the API tells of reports. */
import type { ErrorBody } from '../lib/errors.ts'
import type { PaperFormat } from './paper.ts'

export interface ReportReport {
  readonly name: string
  readonly dashboard: string
  readonly title: string
  readonly channel: string
  readonly format: PaperFormat
  readonly tenant?: string
  /** A cron expression, or `every 1d`. */
  readonly schedule: string
  readonly timezone: string
  /** When it is due next, and when it was given to its channel last. ISO 8601. */
  readonly next?: string
  readonly last?: string
  /** Why it could not be made, while that is so. */
  readonly error?: ErrorBody
}
