import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { DatasetDetail } from '../../../src/model/dataset-detail.ts'
import type { ViewDetail } from '../../../src/model/view-report.ts'
import { Card } from '../design/card.tsx'
import { formatAgo, formatBytes, formatElapsed, formatNumber, formatTime } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import classes from './facts.module.css'
import { rejectedShare } from './figures.ts'
import { retentionText } from './retention.ts'
import { shareText } from './share-text.ts'
import { texts } from './texts.ts'

/** Its numbers in a row. */
export function Facts({ dataset, view }: { dataset: DatasetDetail; view: ViewDetail | undefined }) {
  const t = useMessages(texts)
  const { name, rows, bytes, index_bytes, files, from, until, totals, lag_records: lag = 0 } = dataset
  if (rows === undefined) return null
  const share = rejectedShare(dataset) ?? 0
  const kept = retentionText(dataset, t)
  return (
    <Card className={classes.facts} aria-label={t.facts}>
      <Fact label={t.records} about={lag > 0 ? t.onTheWay(lag, formatNumber(lag)) : undefined}>
        {formatNumber(rows)}
      </Fact>
      <Fact
        label={t.size}
        about={t.inFiles(files, formatNumber(files), index_bytes > 0 ? formatBytes(index_bytes) : '')}
      >
        {formatBytes(bytes + index_bytes)}
      </Fact>
      {until !== undefined && (
        <Fact label={t.newest} about={from === undefined ? undefined : t.since(formatTime(from, 'date'))}>
          <span title={formatTime(until)}>{formatAgo(until)}</span>
        </Fact>
      )}
      {totals && (
        <Fact
          label={t.rejected}
          about={totals.duplicate > 0 ? t.duplicates(totals.duplicate, formatNumber(totals.duplicate)) : undefined}
        >
          {totals.rejected > 0 ? (
            <Link to="/rejected" search={{ in: name }}>
              {formatNumber(totals.rejected)} ({shareText(share)})
            </Link>
          ) : (
            t.noneRejected
          )}
        </Fact>
      )}
      {kept !== '' && <Fact label={t.kept}>{kept}</Fact>}
      {dataset.key && <Fact label={t.key}>{dataset.key.join(', ')}</Fact>}
      {view?.refreshed !== undefined && (
        <Fact
          label={t.lastRefresh}
          about={view.duration_ms === undefined ? undefined : t.took(formatElapsed(view.duration_ms))}
        >
          {formatAgo(view.refreshed)}
        </Fact>
      )}
    </Card>
  )
}

function Fact({ label, about, children }: { label: string; about?: string | undefined; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <small>{label}</small>
      <b>{children}</b>
      {about && <small>{about}</small>}
    </div>
  )
}
