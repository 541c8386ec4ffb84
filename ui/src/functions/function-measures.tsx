import { LiveChart } from '../design/live-chart.tsx'
import { Measures } from '../design/measures.tsx'
import { formatElapsed, formatNumber } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import type { NamedReport } from './function-table.tsx'
import { texts } from './texts.ts'

/** How often it ran, how long that took, and how far it is behind. */
export function FunctionMeasures({ report }: { report: NamedReport }) {
  const t = useMessages(texts)
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
  return (
    <Measures heading={t.fares} hint={t.sinceStart} figures={figures}>
      <LiveChart heading={t.rate} series={`function:${name}`} />
      <LiveChart heading={t.lag} series={`lag:function:${name}`} />
    </Measures>
  )
}
