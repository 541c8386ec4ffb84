/** How often something may be asked again; `live` is when there is something new. */
export const refreshes = ['live', '5s', '10s', '30s', '1m', '5m'] as const

const live_ms = 1000
/** Of a timer. */
const longest_ms = 2 ** 31 - 1
const day_ms = 86_400_000
const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: day_ms,
  w: 7 * day_ms,
  y: 365 * day_ms,
}

/** In milliseconds; a file of the project may say any other duration. Undefined is never. */
export function periodOf(refresh: string): number | undefined {
  if (refresh === 'live') return live_ms
  const [, count = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|[smhdwy])$/.exec(refresh) ?? []
  return units[unit] && Math.min(longest_ms, Math.max(live_ms, Number(count) * units[unit]))
}
