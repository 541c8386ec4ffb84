import { median, percentile } from '../run.ts'
import { type Line, ms } from '../table.ts'

/** A time that has an aim. */
export function within(what: string, measured_ms: number, aim_ms: number): Line {
  const aim = `<= ${aim_ms.toLocaleString('en')} ms`
  return { what, measured: ms(measured_ms), against: '', aim, reached: measured_ms <= aim_ms }
}

/** Inputs, each until the picture that follows it. */
export function interaction(what: string, latencies: readonly number[]): Line {
  const p95 = percentile(latencies, 0.95)
  return {
    what: `${what}, until the next picture`,
    measured: `p50 ${ms(median(latencies))}, p95 ${ms(p95)}`,
    against: `${latencies.length} times`,
    aim: 'p95 <= 100 ms',
    reached: latencies.length > 0 && p95 <= 100,
  }
}
