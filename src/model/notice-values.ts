/** What templates may name: of a notice that a monitor words, and of one that a channel words. */
import type { Notice, NoticeRows } from './notice.ts'

/** Of every monitor, besides its groups and what its kind knows. */
export const monitorNames = ['monitor', 'project', 'state', 'severity', 'time'] as const
/** Of a monitor that looks at records. */
export const recordNames = ['count', 'records'] as const
/** Of one that asks a query, besides the columns of its row. */
export const queryNames = ['value', 'since'] as const

export const noticeNames = [
  ...['id', 'incident', ...monitorNames, 'title', 'text', 'facts', 'records', 'total', 'links'],
] as const

export function noticeValues({ headline: _own, rows, series: _chart, ...notice }: Notice): Record<string, unknown> {
  const { facts, links = [] } = notice
  const valued = facts.map(({ name, value }) => ({ name, value: templateValue(value) }))
  return { ...notice, facts: valued, links, records: rows ? recordsOf(rows) : [], total: rows?.total ?? 0 }
}

/** Records by the names of their columns. */
export function recordsOf({ columns, cells }: NoticeRows): Record<string, string | number>[] {
  return cells.map((row) => Object.fromEntries(row.map((cell, i) => [columns[i]!, templateValue(cell)])))
}

/** What is written exactly as a number would be is one, so that it can be compared; put out, it is the same text. */
export function templateValue(text: string): string | number {
  const number = Number(text)
  return Number.isFinite(number) && String(number) === text ? number : text
}
