import { foldCase } from './fold-case.ts'

/**
 * The time of a record: which field holds it, and what its value means. SQL and TypeScript understand the same forms:
 *
 * - ISO 8601 and RFC 3339: `2024-03-01`, `2024-03-01T12:00:00Z`, `2024-03-01 12:00:00.123 +0200`, `20240301T120000Z`;
 *   without an offset it is UTC; `/` may part the date, `,` the fraction; digits beyond microseconds are cut
 * - RFC 2822: `Fri, 1 Mar 2024 12:00:00 +0200`; and that of access logs: `01/Mar/2024:12:00:00 +0200`
 * - the Unix epoch in seconds, milliseconds, microseconds or nanoseconds, told apart by magnitude; a number nearer to zero than
 *   `epochFrom` is no time
 */

/** The usual names of the time, best first, compared without regard to case. */
const timeNames = ['_time', '@timestamp', 'timestamp', 'time', 'ts', 'datetime', 'date'] as const

/** Seconds: 1973-03-03. Smaller numbers under names such as `time` are durations. */
const epochFrom = 1e8
const milliseconds = 1e11
const microseconds = 1e14
const nanoseconds = 1e17

/**
 * The candidates for the time among names, best first: the declared one and `_time`, or else the usual ones. The first whose
 * value parses is the record's time.
 */
export function timeFields(names: readonly string[], declared: string | undefined): string[] {
  const wanted = declared === undefined ? timeNames : [declared, '_time']
  const byFolded = new Map(names.map((name) => [foldCase(name), name]))
  return wanted.flatMap((name) => byFolded.get(foldCase(name)) ?? [])
}

/**
 * A DuckDB expression: the value of `sql` as TIMESTAMP in UTC, NULL if it is no time. The session's `TimeZone` must be UTC.
 * The first cast is all that an ISO 8601 text costs.
 */
export function timeExpression(sql: string, type: 'VARCHAR' | 'BIGINT' | 'DOUBLE'): string {
  if (type === 'BIGINT') return epochExpression(sql)
  if (type === 'DOUBLE') return realEpochExpression(sql)
  // A TIMESTAMP cast would ignore the offset. Texts that begin with a digit exclude `epoch` and `infinity`.
  const fast = plainTimeExpression(sql)
  // The usual form of many loggers, `2024-03-01 12:00:00,123`, is worth a quick way.
  const comma = `CASE WHEN substr(${sql}, 20, 1) = ',' THEN ${utc(`replace(${sql}, ',', '.')`)} END`
  const text = `trim(${sql})`
  const slow = [
    `WHEN regexp_full_match(${text}, '-?[0-9]{9,19}') THEN ${epochExpression(`TRY_CAST(${text} AS BIGINT)`)}`,
    `WHEN regexp_full_match(${text}, '-?[0-9]{9,19}[.][0-9]+') THEN ${realEpochExpression(`TRY_CAST(${text} AS DOUBLE)`)}`,
    `WHEN regexp_matches(${text}, '^[0-9]{4}') THEN ${utc(plainIso(text))}`,
    `WHEN regexp_full_match(${text}, '${mailPattern}') THEN ${utc(plainIso(isoOfMail(text)))}`,
  ]
  // Without the condition DuckDB would trim every text beforehand, as a common subexpression.
  const rare = `CASE WHEN ${sql} IS NOT NULL THEN COALESCE(${comma}, CASE ${slow.join(' ')} END) END`
  return `COALESCE(${fast}, ${rare})`
}

/** Only the most usual form of a text, ISO 8601, at the least cost; NULL for all others. */
export function plainTimeExpression(sql: string): string {
  return `CASE WHEN ${sql} >= '0' AND ${sql} < ':' THEN ${utc(sql)} END`
}

function utc(sql: string): string {
  return `make_timestamp(epoch_us(TRY_CAST(${sql} AS TIMESTAMPTZ)))`
}

function epochExpression(sql: string): string {
  const within = (limit: number) => `${sql} BETWEEN ${1n - BigInt(limit)} AND ${BigInt(limit) - 1n}`
  return `CASE WHEN ${within(epochFrom)} THEN NULL
    WHEN ${within(milliseconds)} THEN make_timestamp(${sql} * 1000000)
    WHEN ${within(microseconds)} THEN make_timestamp(${sql} * 1000)
    WHEN ${within(nanoseconds)} THEN make_timestamp(${sql}) ELSE make_timestamp(${sql} // 1000) END`
}

function realEpochExpression(sql: string): string {
  const scaled = (factor: string) => `make_timestamp(CAST(round(${sql} ${factor}) AS BIGINT))`
  return `CASE WHEN NOT isfinite(${sql}) OR abs(${sql}) < ${epochFrom} OR abs(${sql}) >= 9.2e18 THEN NULL
    WHEN abs(${sql}) < ${milliseconds} THEN ${scaled('* 1e6')}
    WHEN abs(${sql}) < ${microseconds} THEN ${scaled('* 1e3')}
    WHEN abs(${sql}) < ${nanoseconds} THEN ${scaled('')} ELSE ${scaled('/ 1e3')} END`
}

/** ISO 8601 in its rarer spellings as DuckDB casts it: seconds added, `,` to `.`, no space before the offset. */
function plainIso(sql: string): string {
  const steps: [string, string][] = [
    ['^(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)', '\\1-\\2-\\3T\\4:\\5:\\6'],
    ['^(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)', '\\1-\\2-\\3T\\4:\\5'],
    ['([T ]\\d{1,2}:\\d\\d) ?(Z|UTC|GMT|[+-]|$)', '\\1:00\\2'],
    [',(\\d)', '.\\1'],
    [' +([+-]\\d)', '\\1'],
    [' *(UTC|GMT|Z)$', 'Z'],
  ]
  return steps.reduce((text, [from, to]) => `regexp_replace(${text}, '${from}', '${to}')`, `upper(${sql})`)
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const mailPattern = '([A-Za-z]{3}, *)?[0-9]{1,2}[ /][A-Za-z]{3}[ /][0-9]{4}[ :].*([+-][0-9]{4}|[A-Za-z])'

/** RFC 2822 as ISO 8601, without the day of the week, which says nothing new. */
function isoOfMail(sql: string): string {
  const turned = `regexp_replace(upper(${sql}), '^(?:[A-Z]{3}, *)?(\\d\\d?).([A-Z]{3}).(\\d{4}).(.*?)(?: *UT)?$', '\\3-\\2-\\1 \\4')`
  const month = `list_position(['${months.join("', '")}'], regexp_extract(${turned}, '[A-Z]{3}'))`
  return `regexp_replace(${turned}, '[A-Z]{3}', CAST(${month} AS VARCHAR))`
}

/** Microseconds since 1970 (UTC) of what `timeExpression` understands, undefined of anything else. */
export function parseTime(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? fromEpoch(value) : fromRealEpoch(value)
  if (typeof value === 'bigint') return fromBigEpoch(value)
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (/^-?\d{9,19}$/.test(text)) return fromBigEpoch(BigInt(text))
  if (/^-?\d{9,19}\.\d+$/.test(text)) return fromRealEpoch(Number(text))
  return parseIso(text) ?? parseMail(text)
}

function fromEpoch(value: number): number | undefined {
  return Number.isSafeInteger(value) ? fromBigEpoch(BigInt(value)) : fromRealEpoch(value)
}

function fromBigEpoch(value: bigint): number | undefined {
  if (BigInt.asIntN(64, value) !== value) return undefined
  const size = value < 0n ? -value : value
  if (size < epochFrom) return undefined
  if (size < milliseconds) return Number(value * 1_000_000n)
  if (size < microseconds) return Number(value * 1000n)
  return Number(size < nanoseconds ? value : value / 1000n)
}

function fromRealEpoch(value: number): number | undefined {
  const size = Math.abs(value)
  if (!(size >= epochFrom && size < 9.2e18)) return undefined
  const scaled =
    size < milliseconds ? value * 1e6 : size < microseconds ? value * 1e3 : size < nanoseconds ? value : value / 1e3
  // Halves go away from zero, as DuckDB has it.
  return Math.sign(scaled) * Math.round(Math.abs(scaled))
}

const zone = '(?: *(Z|UTC|GMT|[+-]\\d\\d(?::?\\d\\d)?))?'
const iso = new RegExp(
  `^(\\d{4})([-/])(\\d{1,2})\\2(\\d{1,2})(?:(?:T| +)(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:[.,](\\d*))?|:(?=$))?${zone})?$`,
  'i',
)
const basicIso = new RegExp(`^(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(?:(\\d\\d)(?:[.,](\\d*))?)?${zone}$`, 'i')

function parseIso(text: string): number | undefined {
  const match = iso.exec(text)?.toSpliced(2, 1) ?? basicIso.exec(text)
  if (!match) return undefined
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0))
  return microsecondsOf([year, month, day, hour, minute, second], match[7], match[8])
}

const mail =
  /^(?:[a-z]{3}, *)?(\d{1,2})[ /]([a-z]{3})[ /](\d{4})[ :](\d{1,2}):(\d\d)(?::(\d\d))? *(Z|UTC|UT|GMT|[+-]\d{4})$/i

function parseMail(text: string): number | undefined {
  const match = mail.exec(text)
  if (!match) return undefined
  const [, day, month, year, hour, minute, second, offset] = match
  const parts = [year, months.indexOf(month!.toUpperCase()) + 1, day, hour, minute, second]
  return microsecondsOf(
    parts.map((part) => Number(part ?? 0)),
    undefined,
    offset,
  )
}

function microsecondsOf(parts: (number | undefined)[], fraction = '', offset = 'Z'): number | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  const inDay = hour * 3600 + minute * 60 + second
  const micros = Number(fraction.slice(0, 6).padEnd(6, '0'))
  if (minute > 59 || second > 59 || inDay > 86_400 || (inDay === 86_400 && micros > 0)) return undefined
  return date.getTime() * 1000 + (inDay - offsetSeconds(offset)) * 1_000_000 + micros
}

function offsetSeconds(offset: string): number {
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(offset)
  if (!match) return 0
  const seconds = Number(match[2]) * 3600 + Number(match[3] ?? 0) * 60
  return match[1] === '-' ? -seconds : seconds
}
