import { quoteName } from '../../../lib/sql-text.ts'
import type { LakeFile } from '../catalogue/read.ts'
import type { Relation } from './search-context.ts'
import { type OffsetRange, overlaps } from './search-files.ts'

/** What a statement reads: the files under their names, and the texts that name them. */
export interface Source {
  readonly relations: readonly Relation[]
  /** What follows the relations in the WITH clause, if anything. */
  readonly ctes: readonly string[]
  readonly from: string
}

/**
 * Some files of a dataset, in whole or only within ranges of offsets. DuckDB skips row groups for one range, or for each of a UNION
 * ALL, but not for an OR of ranges. Conditions are applied to what the branches found together, of these columns only: each branch
 * would compile its own regular expressions.
 */
export function sourceOf(
  dataset: string,
  files: readonly LakeFile[],
  ranges: readonly OffsetRange[] | undefined,
  columns: readonly string[],
): Source {
  if (!ranges) return { relations: [{ name: 'files', dataset, files }], ctes: [], from: 'files' }
  const relations = new Map<string, Relation>()
  const branches: string[] = []
  const selected = columns.map(quoteName).join(', ')
  for (const range of ranges) {
    const within = files.filter((file) => overlaps(file, range))
    if (within.length === 0) continue
    const key = within.map(({ id }) => id).join(' ')
    const relation = relations.get(key) ?? { name: `files_${relations.size}`, dataset, files: within }
    relations.set(key, relation)
    const condition = `_offset between ${range.first} and ${range.last}`
    branches.push(`select ${selected} from ${quoteName(relation.name)} where ${condition}`)
  }
  if (branches.length === 0) return sourceOf(dataset, [], undefined, columns)
  const views = [...relations.values()]
  if (branches.length === 1) return { relations: views, ctes: [], from: `(${branches.join('')})` }
  const candidates = `candidates as materialized (${branches.join(' union all ')})`
  return { relations: views, ctes: [candidates], from: 'candidates' }
}
