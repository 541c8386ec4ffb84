import { useQuery } from '@tanstack/react-query'
import type { Refresh, ViewDetail } from '../../../src/model/view-report.ts'
import { ask } from '../client/api.ts'
import { Card } from '../design/card.tsx'
import { Chip, type Tone } from '../design/chip.tsx'
import { Problem } from '../design/problem.tsx'
import { formatElapsed, formatNumber, formatTime } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { useServerSentence } from '../i18n/sentences.ts'
import classes from './page.module.css'
import { texts } from './texts.ts'
import { viewTexts } from './view-texts.ts'

const again_ms = 2000
const shown = 50
const tones: Record<Refresh['outcome'], Tone> = { changed: 'ok', unchanged: 'plain', failed: 'bad' }

/** The refreshes that changed something or failed: why, how long, and what came of them. */
export function Refreshes({ view: { name } }: { view: ViewDetail }) {
  const t = useMessages(texts)
  const v = useMessages(viewTexts)
  const { data, error } = useQuery({
    queryKey: ['data', 'refreshes', name],
    queryFn: async () =>
      (await ask('GET /api/views/{view}/history', { path: { view: name }, query: { limit: shown } })).refreshes,
    refetchInterval: again_ms,
  })
  if (error) return <Problem error={error} />
  if (!data) return null
  return (
    <Card className={classes.card} aria-label={t.refreshes}>
      <h2>
        {t.refreshes} <small>{v.refreshesHint}</small>
      </h2>
      {data.length === 0 && <p className={classes.about}>{v.noRefreshes}</p>}
      {data.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th>{t.time}</th>
              <th>{v.outcome}</th>
              <th data-wide>{v.cause}</th>
              <th data-number>{v.rowsChanged}</th>
              <th data-number>{v.duration}</th>
            </tr>
          </thead>
          <tbody>
            {data.map((refresh) => (
              <Line key={refresh.started} refresh={refresh} />
            ))}
          </tbody>
        </table>
      )}
    </Card>
  )
}

function Line({ refresh }: { refresh: Refresh }) {
  const v = useMessages(viewTexts)
  const say = useServerSentence()
  const { started, outcome, cause, buckets, added, changed, removed, duration_ms, times, error } = refresh
  return (
    <tr>
      <td className={classes.nowrap} title={formatTime(started)}>
        {formatTime(started, 'record')}
      </td>
      <td>
        <Chip tone={tones[outcome]}>{v.outcomeOf(outcome)}</Chip> {times > 1 && <small>{v.times(times)}</small>}
        {error && <p>{say(error.message)}</p>}
      </td>
      <td data-wide>
        {cause.map((one) => v.causeOf(one)).join(', ')}{' '}
        {buckets !== undefined && <small>{v.buckets(buckets, formatNumber(buckets))}</small>}
      </td>
      <td data-number>{outcome === 'failed' ? '' : differenceText(added, changed, removed)}</td>
      <td data-number>{formatElapsed(duration_ms)}</td>
    </tr>
  )
}

/** `+12 ~3 −1`. */
function differenceText(added: number, changed: number, removed: number): string {
  const parts = [
    added > 0 && `+${formatNumber(added)}`,
    changed > 0 && `~${formatNumber(changed)}`,
    removed > 0 && `−${formatNumber(removed)}`,
  ]
  return parts.filter(Boolean).join(' ')
}
