import type { Place } from '../../lib/errors.ts'
import type { DashboardFilter, VariableValue } from '../../model/dashboard.ts'
import type { PaperFormat, PaperLanguage } from '../../model/paper.ts'
import type { Schedule } from '../functions/schedule.ts'

/** A dashboard that is sent on a schedule. */
export interface ProjectReport {
  readonly name: string
  readonly dashboard: string
  readonly schedule: Schedule
  readonly channel: string
  /** Instead of those of the channel. */
  readonly to?: readonly string[]
  readonly title?: string
  readonly format: PaperFormat
  readonly language: PaperLanguage
  readonly time?: { readonly from: string; readonly to: string }
  readonly tenant?: string
  readonly filters: readonly DashboardFilter[]
  readonly variables: Readonly<Record<string, VariableValue>>
  readonly at: Place
}
