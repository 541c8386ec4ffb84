import { Chip, type Tone } from '../../design/chip.tsx'
import { formatTime } from '../../i18n/format.ts'
import { language, zone } from '../../i18n/locale.ts'
import { labelOf } from '../frame.ts'
import classes from './logs.module.css'
import { definePanel, type PanelProps } from './panel.ts'

const levels = ['level', 'severity', 'log.level']
const messages = ['message', 'msg', 'line', 'text', 'log', 'body']

/** Records as lines, the newest first. */
function LogsPanel({ title, answer }: PanelProps) {
  language.use()
  zone.use()
  const names = (answer.columns ?? []).map(({ name }) => name)
  const level = levels.find((name) => names.includes(name))
  const message = messages.find((name) => names.includes(name))
  const others = names.filter((name) => name !== level && name !== message && !name.startsWith('_'))
  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={title}>
      {(answer.rows ?? []).map((row, i) => (
        <div key={`${i} ${String(row._time)}`} className={classes.line}>
          <time>{formatTime(String(row._time), 'time')}</time>
          {level && row[level] !== null && <Chip tone={toneOf(String(row[level]))}>{String(row[level])}</Chip>}
          <span>
            {message && labelOf(row[message])}
            {others.map(
              (name) =>
                row[name] !== null && (
                  <span key={name} className={classes.field}>
                    <i>{name}</i> {labelOf(row[name])}
                  </span>
                ),
            )}
          </span>
        </div>
      ))}
    </div>
  )
}

function toneOf(level: string): Tone {
  if (/^(error|err|fatal|crit|emerg|alert|panic)/i.test(level)) return 'bad'
  return /^warn/i.test(level) ? 'warn' : 'plain'
}

export default definePanel({ View: LogsPanel })
