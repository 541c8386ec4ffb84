import { visible } from '../../lib/table.ts'
import type { Colors } from './terminal.ts'
import { formatValue } from './value.ts'

type LogRecord = Readonly<Record<string, unknown>>

/** Shown first and without their name; the rest of a record follows as `name=value`. */
const messageFields = ['message', 'msg', 'log', 'body', 'event']
const levelFields = ['level', 'severity', 'log.level', 'loglevel']

/** Columns that Caudal adds and a reader of the line does not need. */
const hidden = new Set(['_time', '_offset', '_received', '_source', '_dataset'])

/** One record on one line: time, level, message, then what else there is. */
export function formatRecord(record: LogRecord, colors: Colors): string {
  const messageField = messageFields.find((name) => typeof record[name] === 'string')
  const levelField = levelFields.find((name) => typeof record[name] === 'string')
  const parts: string[] = []
  if (record._time !== undefined) parts.push(colors.dim(visible(formatValue(record._time))))
  if (record._dataset !== undefined) parts.push(colors.magenta(visible(formatValue(record._dataset))))
  if (levelField) {
    const level = visible(formatValue(record[levelField]))
    parts.push(levelColor(level, colors)(level.toUpperCase().padEnd(5)))
  }
  if (messageField) parts.push(visible(formatValue(record[messageField])))
  for (const [name, value] of Object.entries(record)) {
    if (name === messageField || name === levelField || hidden.has(name) || value === null) continue
    parts.push(`${colors.dim(`${visible(name)}=`)}${quoted(visible(formatValue(value)))}`)
  }
  return parts.join(' ')
}

function levelColor(level: string, colors: Colors): (text: string) => string {
  if (/^(fatal|panic|emerg|alert|crit|err)/i.test(level)) return colors.red
  if (/^warn/i.test(level)) return colors.yellow
  if (/^(info|notice)/i.test(level)) return colors.green
  return colors.dim
}

function quoted(text: string): string {
  return /[\s"=]/.test(text) && !/^[[{]/.test(text) ? JSON.stringify(text) : text
}
