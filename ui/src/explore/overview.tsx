import { Card } from '../design/card.tsx'
import { formatElapsed, formatNumber, formatPercent } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { Histogram } from './histogram.tsx'
import { type HistogramData, useHistogram } from './histogram-data.ts'
import type { Asked } from './hits.ts'
import classes from './overview.module.css'
import { useExploreState } from './state.ts'
import { texts } from './texts.ts'

/** How many there are, how fast that was known, and when they were. */
export function Overview({
  asked,
  level,
  elapsed_ms,
  areHitsThere,
}: {
  asked: Asked
  level: string | undefined
  elapsed_ms: number | undefined
  areHitsThere: boolean
}) {
  const t = useMessages(texts)
  const [{ compare }, change] = useExploreState()
  const { data } = useHistogram(asked, level, compare, areHitsThere)
  const zoom = (from: number, until: number) =>
    change({ from: new Date(from).toISOString(), to: new Date(until).toISOString(), record: '' })
  return (
    <Card className={classes.overview}>
      <header>
        <h1>{data ? t.records(data.total, formatNumber(data.total)) : '…'}</h1>
        {elapsed_ms !== undefined && <span>{t.took(formatElapsed(elapsed_ms))}</span>}
        <i />
        {data && data.errors > 0 && <b data-kind="error">{t.errors(data.errors, formatNumber(data.errors))}</b>}
        {data && data.warnings > 0 && (
          <b data-kind="warning">{t.warnings(data.warnings, formatNumber(data.warnings))}</b>
        )}
        {data?.before !== undefined && (
          <button
            type="button"
            className={classes.before}
            aria-pressed={compare}
            title={t.compareHint}
            onClick={() => change({ compare: !compare }, true)}
          >
            {comparison(data, t)}
          </button>
        )}
      </header>
      {data ? <Histogram data={data} onRange={zoom} /> : <div className={classes.waiting} />}
    </Card>
  )
}

type Texts = (typeof texts)['en']

/** From so much more on a percentage says nothing any more. */
const manifold = 9

function comparison({ total, before = 0 }: HistogramData, t: Texts): string {
  if (before === 0) return t.beforeNone
  const change = (total - before) / before
  if (change > manifold) return t.times(formatNumber(total / before, 0))
  const text = formatPercent(Math.abs(change))
  return t.before(change === 0 ? '±0 %' : `${change > 0 ? '+' : '−'}${text}`)
}
