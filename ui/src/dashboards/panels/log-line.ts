/** Which columns of records make a line of a log. Pure. */
import type { PanelAnswer } from '../../../../src/model/dashboard.ts'

const levels = ['level', 'severity', 'log.level']
const messages = ['message', 'msg', 'line', 'text', 'log', 'body']

interface LineParts {
  readonly level: string | undefined
  readonly message: string | undefined
  readonly others: readonly string[]
}

export function linePartsOf({ columns = [] }: PanelAnswer): LineParts {
  const names = columns.map(({ name }) => name)
  const level = levels.find((name) => names.includes(name))
  const message = messages.find((name) => names.includes(name))
  return {
    level,
    message,
    others: names.filter((name) => name !== level && name !== message && !name.startsWith('_')),
  }
}

export function toneOfLevel(level: string): 'bad' | 'warn' | 'plain' {
  if (/^(error|err|fatal|crit|emerg|alert|panic)/i.test(level)) return 'bad'
  return /^warn/i.test(level) ? 'warn' : 'plain'
}
