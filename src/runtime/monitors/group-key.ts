import type { GroupKey } from './store.ts'

/** Whether a key has these values. */
export function isPartOf(values: GroupKey, key: GroupKey): boolean {
  return Object.entries(values).every(([column, value]) => key[column] === value)
}

/** Whether two keys have the same values in the columns that both have. */
export function isAlike(one: GroupKey, other: GroupKey): boolean {
  return Object.entries(one).every(([column, value]) => !Object.hasOwn(other, column) || other[column] === value)
}
