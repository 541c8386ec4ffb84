/** The parts of a notice as texts, for all channels alike. */
import type { Notice, NoticeState, Severity } from '../model/notice.ts'
import { textChart } from './chart.ts'

const stateWords: Record<NoticeState, string> = {
  firing: 'firing',
  ok: 'resolved',
  no_data: 'no data',
  error: 'cannot be evaluated',
  test: 'test',
  report: 'report',
}

const severityColors: Record<Severity, string> = { info: '#1c7ed6', warning: '#e8890c', critical: '#e03131' }
const calmColor = '#2b8a3e'

/** One line without line breaks or other control characters: it may become a header. */
export function headline({ state, title, project, headline: own }: Notice, most_chars = 200): string {
  const about = state === 'report' ? '' : ` (${stateWords[state]})`
  const line = (own ?? `[${project}] ${title}${about}`).replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ')
  return shortened(line, most_chars)
}

export function colorOf({ state, severity }: Notice): string {
  return ['ok', 'test', 'report'].includes(state) ? calmColor : severityColors[severity]
}

/** The whole notice as plain text. */
export function plainText(notice: Notice): string {
  const { text, facts, rows, series, links = [] } = notice
  const parts = [text]
  if (series && series.points.length > 1) parts.push(`${series.name} ${textChart(series)}`)
  if (facts.length > 0) parts.push(facts.map(({ name, value }) => `${name}: ${value}`).join('\n'))
  if (rows && rows.cells.length > 0)
    parts.push([rows.columns.join(' | '), ...rows.cells.map((r) => r.join(' | '))].join('\n'))
  const more = moreRows(notice)
  if (more) parts.push(more)
  if (links.length > 0) parts.push(links.map(({ title, url }) => `${title}: ${url}`).join('\n'))
  parts.push(origin(notice))
  return `${parts.join('\n\n')}\n`
}

/** Where it comes from. */
export function origin({ origin: own, monitor, severity, time }: Notice): string {
  return own ?? `monitor ${monitor}, ${severity}, ${time}`
}

/** What is not shown of the rows. */
export function moreRows({ rows }: Notice): string | undefined {
  const more = rows ? rows.total - rows.cells.length : 0
  return more > 0 ? `and ${more} more` : undefined
}

export function shortened(text: string, most_chars: number): string {
  return text.length <= most_chars ? text : `${text.slice(0, most_chars - 1)}…`
}
