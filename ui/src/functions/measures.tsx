import { sample_ms, useLive } from '../client/live.ts'
import { Card } from '../design/card.tsx'
import { TimeChart } from '../design/time-chart.tsx'
import { formatElapsed, formatNumber } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import type { NamedReport } from './function-table.tsx'
import classes from './measures.module.css'
import page from './page.module.css'
import { texts } from './texts.ts'

/** How often it ran, how long that took, and how far it is behind. */
export function Measures({ report }: { report: NamedReport }) {
  const t = useMessages(texts)
  const { report: live } = useLive()
  const { name, invocations, records, errors, workers, cold_starts, cold_start_ms, invocation_ms, cpu_s, lag_records } =
    report
  const figures = [
    [t.invocations, formatNumber(invocations)],
    [t.records, formatNumber(records)],
    [t.errors, formatNumber(errors)],
    [t.lag, formatNumber(lag_records)],
    [t.workers, formatNumber(workers)],
    [t.each, invocations > 0 ? formatElapsed(invocation_ms) : '–'],
    [t.coldStarts, cold_starts > 0 ? `${formatNumber(cold_starts)} · ${formatElapsed(cold_start_ms)}` : '0'],
    [t.cpu, formatElapsed(cpu_s * 1000)],
  ] as const
  const charts = [
    [t.rate, live?.series[`function:${name}`]],
    [t.lag, live?.series[`lag:function:${name}`]],
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
      {charts.map(
        ([label, values]) =>
          values &&
          live && (
            <section key={label}>
              <h3 className={classes.heading}>{label}</h3>
              <TimeChart
                label={`${label}: ${formatNumber(values.at(-1) ?? 0)}`}
                values={values}
                until={Date.parse(live.time)}
                step_ms={sample_ms}
                format={(value) => formatNumber(value, 0)}
              />
            </section>
          ),
      )}
    </Card>
  )
}
