import { Chip, type Tone } from '../../design/chip.tsx'
import { formatAgo } from '../../i18n/format.ts'
import { language } from '../../i18n/locale.ts'
import { useMessages } from '../../i18n/messages.ts'
import { texts } from '../texts.ts'
import classes from './alerts.module.css'
import { definePanel, type PanelProps } from './panel.ts'

const tones: Readonly<Record<string, Tone>> = {
  firing: 'bad',
  error: 'warn',
  no_data: 'warn',
  pending: 'warn',
  ok: 'ok',
}

/** Monitors, those first that fire. */
function AlertsPanel({ answer }: PanelProps) {
  const t = useMessages(texts)
  language.use()
  const names: Readonly<Record<string, string>> = {
    firing: t.firing,
    error: t.failing,
    no_data: t.noData,
    pending: t.pending,
    ok: t.fine,
  }
  const rows = answer.rows ?? []
  if (rows.length === 0) return <p className={classes.none}>{t.noMonitors}</p>
  return (
    <div className={classes.list} tabIndex={0}>
      {rows.map((row) => {
        const [monitor, state] = [String(row.monitor), String(row.state)]
        return (
          <div key={monitor} className={classes.monitor}>
            <Chip tone={tones[state] ?? 'plain'}>{names[state] ?? state}</Chip>
            <span>{monitor}</span>
            {typeof row.since === 'string' && <time>{formatAgo(row.since)}</time>}
          </div>
        )
      })}
    </div>
  )
}

export default definePanel({ View: AlertsPanel })
