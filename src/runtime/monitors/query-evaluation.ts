/** What the rows of a monitor's query say of its groups; pure. */

import type { QueryResult } from '../../datasets/dataset.ts'
import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import { isNumberType } from '../../model/query-report.ts'
import type { Finding } from './group-state.ts'
import { keyText } from './monitor-notice.ts'
import { holdsColumn } from './question.ts'
import type { GroupKey } from './store.ts'
import { textOf } from './value-text.ts'

export interface FoundValue {
  readonly key: GroupKey
  readonly finding: Finding
  readonly value?: number
  /** All columns of the row, for templates. */
  readonly fields: Readonly<Record<string, string>>
}

/** One finding a group, by the text of its key. Without groups the first row counts; two rows are a mistake. */
export function evaluate({ columns, rows }: QueryResult, by: readonly string[]): Map<string, FoundValue> {
  const names = columns.map(({ name }) => name)
  for (const column of by) {
    if (names.includes(column)) continue
    throw new UserError('invalid', `cannot group by "${column}": the query has no such column`, {
      hint: didYouMean(column, names) ?? `It has ${names.filter((name) => name !== holdsColumn).join(', ')}.`,
    })
  }
  const valueColumn = valueColumnOf(columns, by)
  const found = new Map<string, FoundValue>()
  for (const row of rows) {
    const key = Object.fromEntries(by.map((column) => [column, textOf(row[column])]))
    const text = keyText(key)
    if (found.has(text)) throw severalRows(by, key)
    const holds = row[holdsColumn]
    const value = valueColumn === undefined || row[valueColumn] === null ? undefined : Number(row[valueColumn])
    found.set(text, {
      key,
      finding: holds === null ? { kind: 'nothing' } : { kind: 'value', holds: holds === true },
      ...(value !== undefined && Number.isFinite(value) && { value }),
      fields: Object.fromEntries(names.filter((name) => name !== holdsColumn).map((name) => [name, textOf(row[name])])),
    })
  }
  return found
}

/** `value`, or the first number that is not part of the key. */
function valueColumnOf(columns: QueryResult['columns'], by: readonly string[]): string | undefined {
  const numbers = columns.filter(({ name, type }) => isNumberType(type) && !by.includes(name))
  return (numbers.find(({ name }) => name === 'value') ?? numbers[0])?.name
}

function severalRows(by: readonly string[], key: GroupKey): UserError {
  const which = by.length === 0 ? 'it has no groups' : `it has one group for ${keyText(key)}`
  return new UserError('invalid', `cannot evaluate the query: it gives several rows, and ${which}`, {
    hint: 'Name the columns that tell the rows apart with "by", or let the query sum them up.',
  })
}
