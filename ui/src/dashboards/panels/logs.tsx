import { Chip } from '../../design/chip.tsx'
import { formatTime } from '../../i18n/format.ts'
import { language, zone } from '../../i18n/locale.ts'
import { labelOf } from '../../lib/frame.ts'
import { linePartsOf, toneOfLevel } from './log-line.ts'
import classes from './logs.module.css'
import { definePanel, type PanelProps } from './panel.ts'

/** Records as lines, the newest first. */
function LogsPanel({ title, answer }: PanelProps) {
  language.use()
  zone.use()
  const { level, message, others } = linePartsOf(answer)
  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={title}>
      {(answer.rows ?? []).map((row, i) => (
        <div key={`${i} ${String(row._time)}`} className={classes.line}>
          <time>{formatTime(String(row._time), 'time')}</time>
          {level && row[level] !== null && <Chip tone={toneOfLevel(String(row[level]))}>{String(row[level])}</Chip>}
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

export default definePanel({ View: LogsPanel })
