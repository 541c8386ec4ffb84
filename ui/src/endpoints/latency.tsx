import type { EndpointDetail } from '../../../src/model/endpoint-report.ts'
import { formatElapsed, formatNumber } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import classes from './latency.module.css'
import { texts } from './texts.ts'

/** A bar for each span of time that something took. */
export function Latency({ latency }: { latency: EndpointDetail['usage']['latency'] }) {
  const t = useMessages(texts)
  const most = Math.max(...latency.map(({ count }) => count))
  const last = latency.findLastIndex(({ count }) => count > 0)
  const shown = latency.slice(0, Math.max(6, last + 1))
  return (
    <section className={classes.latency}>
      <h3>{t.latency}</h3>
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
