/**
 * The time with which a line of a log begins, as ISO 8601 in UTC or with its offset: RFC 3339 and ISO 8601, also in brackets (Laravel) or
 * behind the priority of RFC 5424, with `/` between the parts of the date (nginx), and the Common Log Format of access logs. Only what is
 * beyond doubt: without a year it is none, and without an offset only when all such times are said to be UTC.
 */

const bracket = 91
const less = 60

/** A time stands within so many bytes of an access log's line, behind host, identity and user. */
const accessPrefix_bytes = 300

const plain =
  /^(\d{4})([-/])(\d\d)\2(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?: ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?))?(?=[\s\],;|"]|$)/
const access = /^\[(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-]\d{4})\]/
const priority = /^<\d{1,3}>1 /

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Of the line that these bytes hold; `utc` says what times without an offset are. */
export function maybeLineTime(line: Buffer, start: number, end: number, utc: boolean): string | undefined {
  let at = start
  if (line[at] === less) at += priority.exec(line.toString('latin1', at, Math.min(end, at + 8)))?.[0].length ?? 0
  if (line[at] === bracket) at++
  if (isDigit(line[at]) && isDigit(line[at + 1]) && isDigit(line[at + 2]) && isDigit(line[at + 3])) {
    const match = plain.exec(line.toString('latin1', at, Math.min(end, at + 48)))
    if (match) return isoOf(match, utc)
  }
  return accessTime(line, start, end)
}

function isoOf(match: RegExpExecArray, utc: boolean): string | undefined {
  const [, year, , month, day, hour, minute, second, fraction, given] = match
  const offset = given === undefined ? (utc ? 'Z' : undefined) : offsetOf(given)
  if (
    offset === undefined ||
    !isTime(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second))
  )
    return undefined
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction === undefined ? '' : `.${fraction}`}${offset}`
}

function offsetOf(given: string): string {
  if (!/^[+-]/.test(given)) return 'Z'
  return `${given.slice(0, 3)}:${given.length > 3 ? given.slice(-2) : '00'}`
}

/** `host identity user [17/May/2015:10:05:03 +0000] "GET …`: only three words come before. */
function accessTime(line: Buffer, start: number, end: number): string | undefined {
  const until = Math.min(end, start + accessPrefix_bytes)
  let spaces = 0
  for (let at = start; at < until; at++) {
    if (line[at] === 32 && ++spaces > 3) return undefined
    if (line[at] !== bracket) continue
    const match = spaces === 3 ? access.exec(line.toString('latin1', at, Math.min(end, at + 30))) : null
    if (!match) return undefined
    const [, day, name, year, hour, minute, second, offset = ''] = match
    const month = months.indexOf(name!) + 1
    if (!isTime(Number(year), month, Number(day), Number(hour), Number(minute), Number(second))) return undefined
    return `${year}-${String(month).padStart(2, '0')}-${day}T${hour}:${minute}:${second}${offsetOf(offset)}`
  }
  return undefined
}

function isTime(year: number, month: number, day: number, hour: number, minute: number, second: number): boolean {
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
  return isDay && year >= 1970 && hour <= 23 && minute <= 59 && second <= 59
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57
}
