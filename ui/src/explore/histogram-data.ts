import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ask } from '../client/api.ts'
import { quoteField } from '../query/kql-text.ts'
import { type Asked, bodyOf } from './hits.ts'

export interface Bar {
  readonly time: number
  readonly count: number
  readonly errors: number
  readonly warnings: number
  /** The count of the same stretch of the period before, where it is compared. */
  readonly before?: number | undefined
}

export interface HistogramData {
  readonly interval_ms: number
  readonly bars: readonly Bar[]
  readonly total: number
  readonly errors: number
  readonly warnings: number
  /** How many there were in the period of the same length before; undefined for all of time. */
  readonly before?: number | undefined
}

const buckets = 96
const errorLevels = 'error or err or fatal or critical or crit or alert or emergency or panic or severe'
const warningLevels = 'warn or warning'

/**
 * Counts over time, those of errors and warnings apart, and the period before. Three or four searches without hits, each over all that is
 * found: enabled once the hits are there, which they would hold up.
 */
export function useHistogram(asked: Asked, level: string | undefined, isCompared: boolean, isEnabled: boolean) {
  return useQuery({
    queryKey: ['histogram', asked, level, isCompared],
    queryFn: ({ signal }) => histogramOf(asked, level, isCompared, signal),
    enabled: isEnabled && asked.in.length > 0,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

async function histogramOf(
  asked: Asked,
  level: string | undefined,
  isCompared: boolean,
  signal: AbortSignal,
): Promise<HistogramData> {
  const [all, errors, warnings, before] = await Promise.all([
    countsOf(asked, signal),
    level ? countsOf(only(asked, level, errorLevels), signal) : undefined,
    level ? countsOf(only(asked, level, warningLevels), signal) : undefined,
    asked.since && asked.until
      ? countsOf(periodBefore(asked.since, asked.until, asked), signal, isCompared ? buckets : 1)
      : undefined,
  ])
  const earlier =
    isCompared && before && asked.since && asked.until
      ? shifted(before.counts, Date.parse(asked.until) - Date.parse(asked.since), all)
      : undefined
  return {
    interval_ms: all.interval_ms,
    bars: [...all.counts].map(([time, count]) => ({
      time,
      count,
      errors: errors?.counts.get(time) ?? 0,
      warnings: warnings?.counts.get(time) ?? 0,
      before: earlier && (earlier.get(time) ?? 0),
    })),
    total: all.total,
    errors: errors?.total ?? 0,
    warnings: warnings?.total ?? 0,
    before: before?.total,
  }
}

async function countsOf(asked: Asked, signal: AbortSignal, bars = buckets) {
  const body = { ...bodyOf(asked), limit: 0, histogram: { buckets: bars } }
  const { histogram, total = 0 } = await ask('POST /api/search', { body, signal })
  const counts = new Map((histogram?.buckets ?? []).map(({ time, count }) => [Date.parse(time), count]))
  return { interval_ms: histogram?.interval_ms ?? 0, counts, total }
}

/** The counts of the period before under the times of this one. The ends of their bars may differ by less than a bar. */
function shifted(
  counts: ReadonlyMap<number, number>,
  length_ms: number,
  { counts: now, interval_ms }: { readonly counts: ReadonlyMap<number, number>; readonly interval_ms: number },
): Map<number, number> {
  const [first = 0] = now.keys()
  const moved = new Map<number, number>()
  for (const [time, count] of counts) {
    const at = first + Math.max(0, Math.floor((time + length_ms - first) / interval_ms)) * interval_ms
    moved.set(at, (moved.get(at) ?? 0) + count)
  }
  return moved
}

function only(asked: Asked, level: string, levels: string): Asked {
  const condition = `${quoteField(level)}:(${levels})`
  return { ...asked, kql: asked.kql.trim() === '' ? condition : `(${asked.kql}) and ${condition}` }
}

function periodBefore(since: string, until: string, asked: Asked): Asked {
  const length_ms = Date.parse(until) - Date.parse(since)
  return { ...asked, since: new Date(Date.parse(since) - length_ms).toISOString(), until: since }
}
