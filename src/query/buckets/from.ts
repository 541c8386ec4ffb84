/** What a FROM gives of the dataset: rows of one relation, each with whatever other tables add to it. */
import { isNode, textOf } from '../sql-tree.ts'
import { type Relation, Whole } from './relation.ts'
import { listOf, reads, type Surroundings, walkQuery } from './select.ts'

export interface Source {
  readonly relation: Relation
  /** How it may be called, in lower case. */
  readonly names: ReadonlySet<string>
  /** Whether there are no other tables. */
  readonly isAlone: boolean
}

/** Undefined for what does not read the dataset. */
export function openFrom(from: unknown, around: Surroundings): Source | undefined {
  if (!isNode(from) || !reads(from, around)) return undefined
  if (from.sample !== null && from.sample !== undefined) throw new Whole('it takes a sample')
  if (from.type === 'JOIN') return openJoin(from, around)
  if (listOf(from.column_name_alias).length > 0) throw new Whole('FROM names its columns anew')
  const alias = textOf(from, 'alias').toLowerCase()
  if (from.type === 'BASE_TABLE') {
    const name = textOf(from, 'table_name').toLowerCase()
    const relation = around.named.get(name) ?? around.base
    return { relation, names: new Set([alias || name]), isAlone: true }
  }
  if (from.type !== 'SUBQUERY') throw new Whole('it turns rows into columns, or reads them in a way of its own')
  const walked = walkQuery(from.subquery, around, false)
  return walked && { relation: walked.relation, names: new Set([alias]), isAlone: true }
}

/** Each row of the dataset meets rows of the others: only a join that also keeps those of the others that met none needs all rows. */
function openJoin(join: Record<string, unknown>, around: Surroundings): Source | undefined {
  const [left, right] = [openFrom(join.left, around), openFrom(join.right, around)]
  if (left && right) throw new Whole(`it reads ${around.dataset} in two places`)
  const kinds = left ? ['INNER', 'LEFT', 'SEMI', 'ANTI'] : ['INNER', 'RIGHT']
  const isRowByRow = join.ref_type === 'REGULAR' || join.ref_type === 'CROSS'
  if (!isRowByRow || !kinds.includes(String(join.join_type))) {
    throw new Whole(`it joins ${around.dataset} in a way that depends on all of its rows`)
  }
  const source = left ?? right
  return source && { ...source, isAlone: false }
}
