import type { EndpointDetail } from '../../../src/model/endpoint-report.ts'
import { LiveChart } from '../design/live-chart.tsx'
import { Measures } from '../design/measures.tsx'
import { formatElapsed, formatNumber, formatPercent } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { failuresOf } from './figures.ts'
import { Latency } from './latency.tsx'
import { LatencyChart } from './latency-chart.tsx'
import { texts } from './texts.ts'

/** How often it was asked, what became of that, and how long it took. */
export function EndpointMeasures({ endpoint: { name, usage } }: { endpoint: EndpointDetail }) {
  const t = useMessages(texts)
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
    <Measures heading={t.fares} hint={t.sinceStart} figures={figures}>
      <LiveChart heading={t.rate} series={`endpoint:${name}`} />
      <LiveChart heading={t.meanTime} series={`ms:endpoint:${name}`} per={`endpoint:${name}`} format={formatElapsed} />
      <LatencyChart name={name} />
      {requests === 0 ? <p>{t.notAsked}</p> : <Latency latency={usage.latency} />}
    </Measures>
  )
}
