import { Unreadable } from './unreadable.ts'

export type DecimalMark = '.' | ','

/**
 * A number as people write it: decimal point or comma, thousands apart by the other mark, a space or an apostrophe. Where the mark is not
 * declared, a text that would be two numbers (`1.500`) is none. Integers that a double does not hold are bigint.
 */
export function parseNumber(text: string, decimal: DecimalMark | undefined): number | bigint | Unreadable {
  const plain = text
    .replace(/^\u2212/, '-')
    .replace(/[\u00a0\u2007\u2009\u202f]/g, ' ')
    .replaceAll('\u2019', "'")
  if (decimal) return readAs(decimal, plain) ?? new Unreadable('it is no number')
  const point = readAs('.', plain)
  const comma = readAs(',', plain)
  if (point === undefined || comma === undefined || point === comma)
    return point ?? comma ?? new Unreadable('it is no number')
  return new Unreadable(`it may be ${point} or ${comma} unless "decimal" is declared`)
}

/** Plain digits with an exponent perhaps; and thousands apart, all by the same sign. */
const forms = {
  '.': [/^([+-]?)(\d*)(?:\.(\d*))?(e[+-]?\d+)?$/i, /^([+-]?)([1-9]\d{0,2}([ ',])\d{3}(?:\3\d{3})*)(?:\.(\d+))?$/],
  ',': [/^([+-]?)(\d*)(?:,(\d*))?(e[+-]?\d+)?$/i, /^([+-]?)([1-9]\d{0,2}([ '.])\d{3}(?:\3\d{3})*)(?:,(\d+))?$/],
} as const

function readAs(decimal: DecimalMark, text: string): number | bigint | undefined {
  const [plain, grouped] = forms[decimal]
  const match = plain.exec(text)
  if (match) return numberOf(match[1]!, match[2]!, match[3] ?? '', match[4] ?? '')
  const groups = grouped.exec(text)
  return groups ? numberOf(groups[1]!, groups[2]!.replaceAll(groups[3]!, ''), groups[4] ?? '', '') : undefined
}

function numberOf(sign: string, whole: string, fraction: string, exponent: string): number | bigint | undefined {
  if (whole === '' && fraction === '') return undefined
  const number = Number(`${sign}${whole || '0'}.${fraction || '0'}${exponent}`)
  if (!Number.isFinite(number)) return undefined
  const isLong = Number.isInteger(number) && !Number.isSafeInteger(number) && exponent === '' && !/[1-9]/.test(fraction)
  if (!isLong) return number + 0
  return sign === '-' ? -BigInt(whole) : BigInt(whole)
}
