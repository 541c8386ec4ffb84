import { formatExact, formatTime } from '../i18n/format.ts'
import { textOf } from './field-shares.ts'

/** A value as people read it: times in their zone, numbers with their decimal mark. What it is exactly is `textOf`. */
export function shownText(value: unknown, type: string): string {
  if (typeof value === 'string' && type.startsWith('TIMESTAMP')) return formatTime(value, 'full')
  return typeof value === 'number' ? formatExact(value) : textOf(value)
}
