/**
 * One odd value in a column of numbers does not make texts of all of them: as long as those that do not fit are few, they are set aside in
 * `_rest`. A column that has not enough values to tell, or too many that do not fit, is widened.
 */
import { foldCase } from '../../../model/fold-case.ts'
import type { ColumnType } from '../../../model/schema.ts'
import type { OddValues } from './odd-values.ts'
import type { Finding } from './remark-store.ts'

/** A column with fewer values than this is still finding its type. */
const settledValues = 1000
/** One value in so many may be set aside. */
const setAsideShare = 100
/** In new columns so many values must fit for each one that does not: otherwise the field is plainly mixed, and text. */
const mixedShare = 10

export interface Judgement {
  /** The types of columns that are not widened, by their folded names. */
  readonly kept: ReadonlyMap<string, ColumnType>
  readonly findings: readonly Finding[]
}

/** `storedIn` tells how many values a column has; `setAside` how many of a field were set aside until now, and is kept up to date. */
export function judge(
  odd: readonly OddValues[],
  storedIn: (column: string) => number,
  setAside: Map<string, number>,
): Judgement {
  const kept = new Map<string, ColumnType>()
  const findings: Finding[] = []
  for (const { name, column, isDeclared, type, fits, odd: occurrences } of odd) {
    const field = foldCase(name)
    const aside = (setAside.get(field) ?? 0) + occurrences.records
    const values = fits + (column && !isDeclared ? storedIn(column.name) : 0)
    const isFew = values >= settledValues && aside * setAsideShare <= values
    if (isDeclared || isFew) {
      if (!isDeclared) kept.set(field, type)
      setAside.set(field, aside)
      for (const one of occurrences) findings.push({ ...one, kind: 'set_aside', field: name, type })
    } else if (column || fits >= occurrences.records * mixedShare) {
      const [first] = occurrences
      findings.push({ ...first!, kind: 'widened', field: name, type: 'VARCHAR', type_before: column?.type ?? type })
    }
  }
  return { kept, findings }
}
