import { useQuery } from '@tanstack/react-query'
import { ask } from '../../client/api.ts'
import { Chip, type Tone } from '../../design/chip.tsx'
import { Problem } from '../../design/problem.tsx'
import { formatAgo } from '../../i18n/format.ts'
import { language } from '../../i18n/locale.ts'
import { useMessages } from '../../i18n/messages.ts'
import { texts } from '../texts.ts'
import classes from './alerts.module.css'
import { definePanel } from './panel.ts'

const rank: Readonly<Record<string, number>> = { firing: 0, error: 1, no_data: 2, pending: 3, ok: 4 }
const tones: Readonly<Record<string, Tone>> = {
  firing: 'bad',
  error: 'warn',
  no_data: 'warn',
  pending: 'warn',
  ok: 'ok',
}

/** Monitors, those first that fire. */
function AlertsPanel() {
  const t = useMessages(texts)
  language.use()
  const { data, error } = useQuery({
    queryKey: ['monitors'],
    queryFn: () => ask('GET /api/monitors'),
    refetchInterval: 5000,
  })
  if (error) return <Problem error={error} />
  const monitors = [...(data?.monitors ?? [])].sort((a, b) => (rank[a.state] ?? 3) - (rank[b.state] ?? 3))
  if (data && monitors.length === 0) return <p className={classes.none}>{t.noMonitors}</p>
  const names: Readonly<Record<string, string>> = {
    firing: t.firing,
    error: t.failing,
    no_data: t.noData,
    pending: t.pending,
    ok: t.fine,
  }
  return (
    <div className={classes.list} tabIndex={0}>
      {monitors.map(({ name, state, groups: [worst] }) => (
        <div key={name} className={classes.monitor}>
          <Chip tone={tones[state] ?? 'plain'}>{names[state] ?? state}</Chip>
          <span>{name}</span>
          {worst && <time>{formatAgo(worst.since)}</time>}
        </div>
      ))}
    </div>
  )
}

export default definePanel({ View: AlertsPanel })
