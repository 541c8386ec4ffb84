/** What a file holds in one column, as DuckDB's `RETURN_STATS` tells it; texts are DuckDB's way to write the value. */
export interface ColumnStatistics {
  readonly columnId: number
  readonly bytes: number
  readonly values: number
  readonly nulls: number
  readonly min: string | undefined
  readonly max: string | undefined
  /** Only of floating point columns. */
  readonly hasNan: boolean | undefined
}

/** The lesser and the greater of two texts in the order of the type; undefined where that order is not known here. */
export function widest(
  type: string,
  a: { min: string; max: string },
  b: { min: string; max: string },
): { min: string; max: string } | undefined {
  const compare = orderOf(type)
  if (!compare) return undefined
  return { min: compare(a.min, b.min) <= 0 ? a.min : b.min, max: compare(a.max, b.max) >= 0 ? a.max : b.max }
}

/**
 * A range that holds whatever values of a type are as texts. It is wider than theirs, as ranges of a table may be, whose rows go and leave
 * them; but it may not be left out: another client takes a table without a range for one without values.
 */
export function rangeOfTexts(type: string): { min: string; max: string } {
  if (type.endsWith('[]')) return { min: '[', max: '\\' }
  switch (type) {
    case 'BOOLEAN':
      return { min: 'false', max: 'true' }
    case 'BIGINT':
      return { min: '-', max: '9'.repeat(19) }
    case 'DOUBLE':
      // From -1.0 to nan.
      return { min: '-', max: 'o' }
    default:
      return { min: '', max: '\u{10ffff}'.repeat(4) }
  }
}

function orderOf(type: string): ((a: string, b: string) => number) | undefined {
  switch (type) {
    case 'BIGINT':
      return (a, b) => Number(BigInt(a) - BigInt(b))
    case 'DOUBLE':
      return (a, b) => Number(a) - Number(b)
    case 'BOOLEAN':
    case 'VARCHAR':
      // DuckDB's order of texts is that of their UTF-8 bytes.
      return (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))
    case 'DATE':
    case 'TIMESTAMP':
      return compareTimes
    default:
      return undefined
  }
}

/** Texts compare as times within the years of four digits; beyond them (`10000-01-01`, `0044-03-15 (BC)`) by their number. */
function compareTimes(a: string, b: string): number {
  const [yearA, yearB] = [yearOf(a), yearOf(b)]
  if (yearA !== yearB) return yearA < yearB ? -1 : 1
  return a < b ? -1 : a > b ? 1 : 0
}

function yearOf(time: string): number {
  if (time === 'infinity') return Number.POSITIVE_INFINITY
  if (time === '-infinity') return Number.NEGATIVE_INFINITY
  const year = Number.parseInt(time, 10)
  return time.includes('(BC)') ? 1 - year : year
}
