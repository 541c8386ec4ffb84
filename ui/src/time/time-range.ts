/** Times as people type them: `now-15m`, `now/d`, `2026-11-21`, `2026-11-21 10:30`. Without a zone they are in the one that is shown. */

export interface Range {
  readonly since: Date | undefined
  readonly until: Date | undefined
}

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const
type Unit = keyof typeof units | 'M' | 'y'

const relative = /^now((?:[+-]\d{1,6}[smhdwMy]|\/[smhdwMy])*)$/
const absolute = /^(\d{4})-(\d\d?)-(\d\d?)(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:\.(\d{1,3})\d*)?)?)?\s?(Z)?$/

/** Undefined for what is no time. */
export function parseTime(text: string, now: Date, isUtc: boolean): Date | undefined {
  const trimmed = text.trim()
  const steps = relative.exec(trimmed)?.[1]
  if (steps !== undefined) {
    return [...steps.matchAll(/([+-]\d+|\/)([smhdwMy])/g)].reduce(
      (time, [, amount = '', unit]) =>
        amount === '/' ? floor(time, unit as Unit, isUtc) : shift(time, Number(amount), unit as Unit),
      now,
    )
  }
  const parts = absolute.exec(trimmed)
  if (!parts) return undefined
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0))
  const ms = Number((parts[7] ?? '0').padEnd(3, '0'))
  const fields = [year, month - 1, day, hour, minute, second, ms] as const
  const time = isUtc || parts[8] ? new Date(Date.UTC(...fields)) : new Date(...fields)
  const isReal = month >= 1 && month <= 12 && hour < 24 && minute < 60 && second < 60
  return isReal && (isUtc || parts[8] ? time.getUTCDate() : time.getDate()) === day ? time : undefined
}

function shift(time: Date, amount: number, unit: Unit): Date {
  if (unit !== 'M' && unit !== 'y') return new Date(time.getTime() + amount * units[unit])
  const moved = new Date(time)
  moved.setUTCMonth(moved.getUTCMonth() + amount * (unit === 'y' ? 12 : 1))
  return moved
}

function floor(time: Date, unit: Unit, isUtc: boolean): Date {
  if (unit === 's' || unit === 'm') return new Date(Math.floor(time.getTime() / units[unit]) * units[unit])
  const [year, month, day, hour, weekday] = isUtc
    ? [time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate(), time.getUTCHours(), time.getUTCDay()]
    : [time.getFullYear(), time.getMonth(), time.getDate(), time.getHours(), time.getDay()]
  const at = (...fields: [number, number, number?, number?]) =>
    isUtc ? new Date(Date.UTC(...fields)) : new Date(...(fields as [number, number]))
  if (unit === 'h') return at(year, month, day, hour)
  if (unit === 'd') return at(year, month, day)
  // A week begins on Monday.
  if (unit === 'w') return at(year, month, day - ((weekday + 6) % 7))
  return unit === 'M' ? at(year, month, 1) : at(year, 0, 1)
}

/** The range of two texts; a text that is no time sets no bound. */
export function rangeOf({ from, to }: { from: string; to: string }, now: Date, isUtc: boolean): Range {
  return {
    since: from === '' ? undefined : parseTime(from, now, isUtc),
    until: from === '' && to === 'now' ? undefined : parseTime(to, now, isUtc),
  }
}

/** The ranges that are one click away: how far back they go. */
export const quickRanges = ['15m', '1h', '4h', '24h', '7d', '30d', '90d', '1y'] as const
