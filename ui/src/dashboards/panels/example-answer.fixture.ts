import type { Answer, Row } from './choice.ts'

/** An answer whose columns have the type that their first value that is not null suggests. */
export function answerOf(rows: readonly Row[]): Answer {
  const typeOf = (value: unknown) => {
    if (typeof value === 'number') return 'DOUBLE'
    if (/^\d{4}-\d\d-\d\d$/.test(String(value))) return 'DATE'
    return /^\d{4}-\d\d-\d\dT/.test(String(value)) ? 'TIMESTAMP' : 'VARCHAR'
  }
  const names = Object.keys(rows[0] ?? {})
  return {
    columns: names.map((name) => ({ name, type: typeOf(rows.find((row) => row[name] !== null)?.[name]) })),
    rows,
  }
}
