import { sample_ms, useLive } from '../client/live.ts'
import { formatNumber } from '../i18n/format.ts'
import classes from './live-chart.module.css'
import { TimeChart } from './time-chart.tsx'

interface LiveChartProps {
  readonly heading: string
  /** The name of its series in what the server tells. */
  readonly series: string
  /** Of which it is shown for each one: nothing in seconds without any. */
  readonly per?: string
  readonly format?: (value: number) => string
}

const whole = (value: number) => formatNumber(value, 0)

/** The last minutes of something that is counted each second; nothing where it is not. */
export function LiveChart({ heading, series, per, format = whole }: LiveChartProps) {
  const { report } = useLive()
  const sums = report?.series[series]
  if (!sums || !report) return null
  const counts = per === undefined ? undefined : report.series[per]
  const values = counts ? sums.map((sum, i) => (counts[i] ? sum / counts[i] : 0)) : sums
  return (
    <section>
      <h3 className={classes.heading}>{heading}</h3>
      <TimeChart
        label={`${heading}: ${format(values.at(-1) ?? 0)}`}
        values={values}
        until={Date.parse(report.time)}
        step_ms={sample_ms}
        format={format}
      />
    </section>
  )
}
