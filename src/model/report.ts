/** What the API tells of reports. */
import type { ErrorBody } from '../lib/errors.ts'
import type { DeliveryReport } from './monitor-report.ts'
import type { PaperFormat } from './paper.ts'

export interface ReportDelivery {
  /** The id of its notice, by which it is sent again or discarded where it was given up (`dead`). */
  readonly notice: string
  readonly channel: string
  readonly state: DeliveryReport['state']
  readonly attempts: number
  /** When it was given to the channel. ISO 8601. */
  readonly created: string
  /** Why the last attempt failed, where one has. */
  readonly error?: string
}

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
  /** What became of the last one that its channel was given. */
  readonly delivery?: ReportDelivery
}
