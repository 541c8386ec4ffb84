import type { EndpointDetail } from '../../../src/model/endpoint-report.ts'
import { sample_ms, useLive } from '../client/live.ts'
import { Card } from '../design/card.tsx'
import { TimeChart } from '../design/time-chart.tsx'
import { formatElapsed, formatNumber, formatPercent } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { failuresOf } from './figures.ts'
import classes from './measures.module.css'
import page from './page.module.css'
import { texts } from './texts.ts'

/** How often it was asked, what became of that, and how long it took. */
export function Measures({ endpoint: { name, usage } }: { endpoint: EndpointDetail }) {
  const t = useMessages(texts)
  const { report } = useLive()
  const values = report?.series[`endpoint:${name}`]
  const { requests, from_memory, limited, p50_ms, p99_ms } = usage
  const figures = [
    [t.requests, formatNumber(requests)],
    [t.errors, formatNumber(failuresOf(usage))],
    [t.limited, formatNumber(limited)],
    [t.memory, requests > 0 ? formatPercent(from_memory / requests) : '–'],
    [t.half, requests > 0 ? formatElapsed(p50_ms) : '–'],
    [t.most, requests > 0 ? formatElapsed(p99_ms) : '–'],
  ] as const
  return (
    <Card className={page.card} aria-label={t.fares}>
      <div className={page.bar}>
        <h2>{t.fares}</h2>
        <p>{t.sinceStart}</p>
      </div>
      <dl className={classes.figures}>
        {figures.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {values && report && (
        <section>
          <h3 className={classes.heading}>{t.rate}</h3>
          <TimeChart
            label={`${t.rate}: ${formatNumber(values.at(-1) ?? 0)}`}
            values={values}
            until={Date.parse(report.time)}
            step_ms={sample_ms}
            format={(value) => formatNumber(value, 0)}
          />
        </section>
      )}
      {requests === 0 ? <p>{t.notAsked}</p> : <Latency latency={usage.latency} />}
    </Card>
  )
}

/** A bar for each span of time that something took. */
function Latency({ latency }: { latency: EndpointDetail['usage']['latency'] }) {
  const t = useMessages(texts)
  const most = Math.max(...latency.map(({ count }) => count))
  const last = latency.findLastIndex(({ count }) => count > 0)
  const shown = latency.slice(0, Math.max(6, last + 1))
  return (
    <section>
      <h3 className={classes.heading}>{t.latency}</h3>
      <ol className={classes.bars}>
        {shown.map(({ to_ms, count }, i) => {
          const label =
            to_ms === undefined ? t.longer(formatElapsed(shown[i - 1]!.to_ms!)) : t.upToTime(timeText(to_ms))
          return (
            <li key={label} title={`${label}: ${t.answers(count, formatNumber(count))}`}>
              <span>{label}</span>
              <meter min={0} max={most} value={count} aria-label={label} />
              <b>{formatNumber(count)}</b>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

/** Also below a millisecond and between two. */
function timeText(ms: number): string {
  return ms < 1000 ? `${formatNumber(ms, 1)} ms` : formatElapsed(ms)
}
