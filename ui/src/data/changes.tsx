import { useQuery } from '@tanstack/react-query'
import type { DatasetChange } from '../../../src/model/dataset-detail.ts'
import { ask } from '../client/api.ts'
import { Card } from '../design/card.tsx'
import { Chip, type Tone } from '../design/chip.tsx'
import { Problem } from '../design/problem.tsx'
import { formatNumber, formatTime } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import classes from './page.module.css'
import { texts } from './texts.ts'

const again_ms = 5000
const tones: Record<DatasetChange['kind'], Tone> = {
  made: 'accent',
  stored: 'ok',
  removed: 'warn',
  merged: 'plain',
  altered: 'accent',
}

/** What the snapshots that the lake still keeps did to it. */
export function Changes({ name }: { name: string }) {
  const t = useMessages(texts)
  const { data, error } = useQuery({
    queryKey: ['data', 'changes', name],
    queryFn: async () => (await ask('GET /api/datasets/{dataset}/changes', { path: { dataset: name } })).changes,
    refetchInterval: again_ms,
  })
  if (error) return <Problem error={error} />
  if (!data) return null
  return (
    <Card className={classes.card} aria-label={t.changes}>
      <h2>
        {t.changes} <small>{t.changesHint}</small>
      </h2>
      {data.length === 0 && <p className={classes.about}>{t.noChanges}</p>}
      {data.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th>{t.time}</th>
              <th>{t.what}</th>
              <th data-number>{t.rows}</th>
              <th data-number data-wide>
                {t.files}
              </th>
              <th data-wide>{t.snapshots}</th>
            </tr>
          </thead>
          <tbody>
            {data.map((change) => (
              <tr key={change.first}>
                <td className={classes.nowrap} title={`${formatTime(change.from)} – ${formatTime(change.until)}`}>
                  {formatTime(change.until, 'short')}
                </td>
                <td>
                  <Chip tone={tones[change.kind]}>{t.change(change.kind)}</Chip>{' '}
                  {change.author !== undefined && <small>{t.byOther(change.author)}</small>}
                </td>
                <td data-number>{change.rows > 0 ? formatNumber(change.rows) : ''}</td>
                <td data-number data-wide>
                  {change.files > 0 ? formatNumber(change.files) : ''}
                </td>
                <td data-wide className={classes.nowrap}>
                  <small>
                    {change.first === change.last
                      ? `#${change.last}`
                      : t.snapshotRange(change.first, change.last, change.snapshots)}
                  </small>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  )
}
