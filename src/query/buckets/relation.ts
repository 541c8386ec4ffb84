/** What a part of a query gives, seen from the one dataset whose rows are looked at. */
import type { Definition } from './definition.ts'

/** Why the result is no sum of parts, as the end of the sentence "it is computed whole: …". */
export class Whole extends Error {
  override name = 'Whole'
}

/** The columns of a part, by their names in lower case; those that have no definition are computed from several rows. */
export interface Relation {
  readonly columns: ReadonlyMap<string, Column>
  /** Whether it has no other columns. */
  readonly isComplete: boolean
}

export interface Column {
  readonly name: string
  readonly definition: Definition | undefined
}

/** Rows that agree in these are treated together, and with no others. */
export type Together = readonly Definition[]

/** A window that looks at rows so many places before and behind, in an order. */
export interface Window {
  readonly together: Together
  /** Of what it is partitioned by, without those that are not told by one row. */
  readonly partitions: readonly (Definition | undefined)[]
  readonly order: Definition | undefined
  readonly isDescending: boolean
  readonly back: number
  readonly forward: number
}

export interface Walked {
  readonly relation: Relation
  /** The windows of the outermost SELECT whose rows are all in the result. */
  readonly windows: readonly Window[]
}
