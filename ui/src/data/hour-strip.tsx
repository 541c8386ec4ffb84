import { formatNumber, formatPercent, formatTime } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import classes from './hour-strip.module.css'
import type { Hour } from './hours.ts'
import { texts } from './texts.ts'

/** One cell for each hour: empty, all well, or the darker, the more failed. What it says is said in words, too. */
export function HourStrip({ rule, hours }: { rule: string; hours: readonly Hour[] }) {
  const t = useMessages(texts)
  const bad = hours.filter(({ failed }) => failed > 0)
  const asked = hours.filter(({ checked }) => checked > 0)
  return (
    <div
      className={classes.strip}
      role="img"
      aria-label={t.hoursSummary(rule, formatNumber(bad.length), formatNumber(asked.length))}
    >
      {hours.map(({ at, checked, failed }) => (
        <i
          key={at}
          data-level={levelOf(checked, failed)}
          title={
            checked === 0
              ? t.hourEmpty(formatTime(at, 'short'))
              : t.hourOf(formatTime(at, 'short'), formatNumber(failed), formatPercent(failed / checked))
          }
        />
      ))}
    </div>
  )
}

function levelOf(checked: number, failed: number): 'empty' | 'ok' | 'some' | 'many' {
  if (checked === 0) return 'empty'
  if (failed === 0) return 'ok'
  return failed / checked < 0.1 ? 'some' : 'many'
}
