/** A report as the form holds it, and as the project file writes it. */
import type { ReportFormat } from './reports.ts'
import { choiceOf, type ScheduleChoice, usualChoice, writtenOf } from './schedule-choice.ts'

export interface ReportValues {
  readonly dashboard: string
  readonly schedule: ScheduleChoice
  readonly timezone: string
  readonly channel: string
  /** Addresses with commas between; of the channel without. */
  readonly to: string
  readonly title: string
  readonly format: ReportFormat
  readonly language: 'en' | 'es'
  /** `now-1w/w now/w`; as the dashboard without. */
  readonly time: string
  readonly tenant: string
}

/** The times that a report mostly shows. */
export const spans = [
  'now-24h now',
  'now-1d/d now/d',
  'now-7d now',
  'now-1w/w now/w',
  'now-30d now',
  'now-1M/M now/M',
] as const
export type Span = (typeof spans)[number]

type Written = Readonly<Record<string, unknown>>

export function valuesOf(declaration: unknown): ReportValues {
  const written = asRecord(declaration)
  const time = asRecord(written.time)
  return {
    dashboard: text(written.dashboard),
    schedule: written.schedule === undefined ? usualChoice : choiceOf(text(written.schedule)),
    timezone: text(written.timezone, 'UTC'),
    channel: text(written.channel),
    to: Array.isArray(written.to) ? written.to.join(', ') : '',
    title: text(written.title),
    format: written.format === 'png' ? 'png' : 'pdf',
    language: written.language === 'es' ? 'es' : 'en',
    time: time.from === undefined ? '' : `${text(time.from)} ${text(time.to, 'now')}`,
    tenant: text(written.tenant),
  }
}

/** What the form does not show stays as it is. */
export function declarationOf(values: ReportValues, before: unknown): Written {
  const { title: _title, to: _to, time: _time, tenant: _tenant, ...kept } = asRecord(before)
  const { dashboard, schedule, timezone, channel, to, title, format, language, time, tenant } = values
  const addresses = to.split(/[\s,;]+/).filter(Boolean)
  const [from, until] = time.split(' ')
  return {
    ...kept,
    dashboard,
    schedule: writtenOf(schedule),
    timezone,
    channel,
    ...(addresses.length > 0 && { to: addresses }),
    ...(title.trim() !== '' && { title: title.trim() }),
    format,
    language,
    ...(from && { time: { from, to: until } }),
    ...(tenant !== '' && { tenant }),
  }
}

function asRecord(value: unknown): Written {
  return typeof value === 'object' && value !== null ? (value as Written) : {}
}

function text(value: unknown, standard = ''): string {
  return typeof value === 'string' ? value : standard
}
