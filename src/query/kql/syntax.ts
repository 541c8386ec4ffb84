import type { Comparison, Glob } from '../plan.ts'

/** A query as it was written, values not yet interpreted. `field:(a or b)` is already `field:a or field:b`. */
export type Kql =
  | { readonly type: 'all' }
  | { readonly type: 'and' | 'or'; readonly of: readonly Kql[] }
  | { readonly type: 'not'; readonly of: Kql }
  | { readonly type: 'is'; readonly field: Name | undefined; readonly value: Value }
  | { readonly type: 'range'; readonly field: Name; readonly comparison: Comparison; readonly value: string }
  | { readonly type: 'nested'; readonly field: Name; readonly of: Kql }

/** A field's name, perhaps with wildcards, and where it stands in the text. */
export interface Name {
  readonly glob: Glob
  readonly at: number
}

/** A quoted phrase, or unquoted words of which one is enough. */
export type Value = { readonly phrase: string } | { readonly words: readonly Glob[] }
