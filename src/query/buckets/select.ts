/** Walks a query from the dataset outwards, and notes by what its rows are brought together on the way. */
import { isCall, isNode, type TreeNode, textOf } from '../sql-tree.ts'
import { type Definition, define, namesOf, type Resolve } from './definition.ts'
import { openFrom, type Source } from './from.ts'
import { isAggregate } from './function-kinds.ts'
import { type Column, type Relation, type Together, type Walked, Whole, type Window } from './relation.ts'

/** The relations that WITH gives, by their names in lower case; undefined for those that do not read the dataset. */
export type Named = ReadonlyMap<string, Relation | undefined>

export interface Surroundings {
  readonly dataset: string
  readonly base: Relation
  readonly named: Named
  /** Filled on the way. */
  readonly together: Together[]
}

/** Undefined for a query that does not read the dataset. */
export function walkQuery(query: unknown, outer: Surroundings, isOutermost: boolean): Walked | undefined {
  const node = isNode(query) && isNode(query.node) ? query.node : query
  if (!isNode(node)) return undefined
  if (node.type !== 'SELECT_NODE') {
    if (reads(node, outer)) throw new Whole('it combines queries')
    return undefined
  }
  const around = { ...outer, named: namesOfWith(node, outer) }
  const source = openFrom(node.from_table, around)
  if (!source) return undefined
  return new Select(node, source, around.together).walk(isOutermost)
}

function namesOfWith(node: TreeNode, outer: Surroundings): Named {
  const named = new Map(outer.named)
  const entries = isNode(node.cte_map) && Array.isArray(node.cte_map.map) ? node.cte_map.map : []
  for (const entry of entries) {
    if (!isNode(entry) || !isNode(entry.value)) continue
    const walked = walkQuery(entry.value.query, { ...outer, named }, false)
    if (walked && Array.isArray(entry.value.aliases) && entry.value.aliases.length > 0) {
      throw new Whole('WITH names its columns anew')
    }
    named.set(textOf(entry, 'key').toLowerCase(), walked?.relation)
  }
  return named
}

/** Whether a table of this name, or a name of WITH that reads it, occurs anywhere below. */
export function reads(value: unknown, around: Pick<Surroundings, 'dataset' | 'named'>): boolean {
  if (Array.isArray(value)) return value.some((item) => reads(item, around))
  if (!isNode(value)) return false
  if (value.type === 'BASE_TABLE') {
    const name = textOf(value, 'table_name').toLowerCase()
    if (name === around.dataset.toLowerCase() || around.named.get(name) !== undefined) return true
  }
  return Object.values(value).some((item) => reads(item, around))
}

class Select {
  readonly #node: TreeNode
  readonly #source: Source
  readonly #together: Together[]
  readonly #items: readonly TreeNode[]
  readonly #resolve: Resolve
  /** Names that are being resolved: an alias may be of an expression that has the name of the alias in it. */
  readonly #open = new Set<string>()

  constructor(node: TreeNode, source: Source, together: Together[]) {
    this.#node = node
    this.#source = source
    this.#together = together
    this.#items = listOf(node.select_list).filter(isNode)
    this.#resolve = (names) => this.#definitionOf(names)
  }

  walk(isOutermost: boolean): Walked {
    const node = this.#node
    if (node.sample !== null && node.sample !== undefined) throw new Whole('it takes a sample')
    this.#group()
    const windows = windowsIn([node.select_list, node.qualify, node.modifiers]).map((window) => this.#window(window))
    const relation = { columns: this.#columns(), isComplete: this.#items.every((item) => this.#isNamed(item)) }
    let isEveryRowThere = isOutermost && !isNode(node.qualify)
    for (const modifier of listOf(node.modifiers).filter(isNode)) {
      if (modifier.type === 'LIMIT_MODIFIER' || modifier.type === 'LIMIT_PERCENT_MODIFIER') {
        throw new Whole('LIMIT is about all rows')
      }
      if (modifier.type !== 'DISTINCT_MODIFIER') continue
      isEveryRowThere = false
      const targets = listOf(modifier.distinct_on_targets)
      const by =
        targets.length > 0
          ? targets.map((target) => define(target, this.#resolve))
          : [...relation.columns.values()].map(({ definition }) => definition)
      this.#together.push(by.filter((each) => each !== undefined))
    }
    if (isEveryRowThere) return { relation, windows }
    for (const { together } of windows) this.#together.push(together)
    return { relation, windows: [] }
  }

  #group(): void {
    const { group_expressions, group_sets, aggregate_handling, having } = this.#node
    const keys = listOf(group_expressions)
    if (listOf(group_sets).length > 1) throw new Whole('it groups in several ways at once')
    if (keys.length > 0) {
      this.#together.push(keys.map((key) => this.#key(key)).filter((key) => key !== undefined))
    } else if (aggregate_handling === 'FORCE_AGGREGATES') {
      // GROUP BY ALL: whatever is no aggregate.
      const plain = this.#items.filter((item) => !hasAggregate(item))
      if (windowsIn(plain).length > 0) throw new Whole('it groups by a window')
      this.#together.push(plain.map((item) => define(item, this.#resolve)).filter((key) => key !== undefined))
    } else if (hasAggregate(this.#items) || isNode(having)) throw new Whole('it brings all records into one row')
  }

  /** `group by 1` is the first column of the result. */
  #key(key: unknown): Definition | undefined {
    const number = isNode(key) && key.type === 'VALUE_CONSTANT' && isNode(key.value) ? key.value.value : undefined
    if (typeof number === 'number') return define(this.#items[number - 1], this.#resolve)
    return define(key, this.#resolve)
  }

  #window(node: TreeNode): Window {
    const partitions = listOf(node.partitions).map((each) => define(each, this.#resolve))
    const orders = listOf(node.orders).filter(isNode)
    const places = reachOf(node)
    const order = orders.length === 1 ? define(orders[0]!.expression, this.#resolve) : undefined
    return {
      together: partitions.filter((each) => each !== undefined),
      partitions,
      order: places === undefined ? undefined : order,
      isDescending: orders[0]?.type === 'DESCENDING',
      back: node.type === 'WINDOW_LAG' ? (places ?? 0) : 0,
      forward: node.type === 'WINDOW_LEAD' ? (places ?? 0) : 0,
    }
  }

  #columns(): Map<string, Column> {
    const columns = new Map<string, Column>()
    const add = (name: string, definition: Definition | undefined) => {
      const key = name.toLowerCase()
      // Of two columns of a name nobody knows which is meant.
      columns.set(key, { name, definition: columns.has(key) ? undefined : definition })
    }
    for (const item of this.#items) {
      if (item.type === 'STAR') for (const { name, definition } of this.#star(item)) add(name, definition)
      else {
        const name = textOf(item, 'alias') || (item.type === 'COLUMN_REF' ? namesOf(item).at(-1) : undefined)
        if (name !== undefined) add(name, define(item, this.#resolve))
      }
    }
    return columns
  }

  #isNamed(item: TreeNode): boolean {
    if (item.type === 'STAR') return this.#isPlainStar(item) && this.#source.relation.isComplete
    return textOf(item, 'alias') !== '' || item.type === 'COLUMN_REF'
  }

  #isPlainStar(item: TreeNode): boolean {
    const { isAlone, names } = this.#source
    const of = textOf(item, 'relation_name').toLowerCase()
    const others = [item.qualified_exclude_list, item.rename_list, item.unpacked]
    const isPlain = item.columns !== true && !isNode(item.expr) && others.every((each) => listOf(each).length === 0)
    return isPlain && (of === '' ? isAlone : names.has(of))
  }

  #star(item: TreeNode): Column[] {
    const { relation } = this.#source
    if (!this.#isPlainStar(item)) return []
    const excluded = new Set(listOf(item.exclude_list).map((name) => String(name).toLowerCase()))
    const replaced = new Set(
      listOf(item.replace_list)
        .filter(isNode)
        .map((each) => textOf(each, 'key').toLowerCase()),
    )
    return [...relation.columns]
      .filter(([name]) => !excluded.has(name))
      .map(([key, { name, definition }]) => ({ name, definition: replaced.has(key) ? undefined : definition }))
  }

  /** A column of what is read goes before another name for an expression of the list. */
  #definitionOf(names: readonly string[]): Definition | undefined {
    const { relation, names: own } = this.#source
    const [first = '', second = ''] = names.map((name) => name.toLowerCase())
    if (names.length === 2) return own.has(first) ? relation.columns.get(second)?.definition : undefined
    if (names.length !== 1) return undefined
    const column = relation.columns.get(first)
    if (column) return column.definition
    const item = this.#items.find((each) => textOf(each, 'alias').toLowerCase() === first)
    // With other tables about, it may be a column of theirs.
    if (!item || !this.#source.isAlone || !relation.isComplete || this.#open.has(first)) return undefined
    this.#open.add(first)
    try {
      return define(item, this.#resolve)
    } finally {
      this.#open.delete(first)
    }
  }
}

/** How many places a window looks before or behind; undefined where that is not known beforehand. */
function reachOf(node: TreeNode): number | undefined {
  if (node.type !== 'WINDOW_LAG' && node.type !== 'WINDOW_LEAD') return undefined
  const isPlain = node.ignore_nulls !== true && node.distinct !== true && node.exclude_clause === 'NO_OTHER'
  if (!isPlain || isNode(node.filter_expr) || listOf(node.arg_orders).length > 0) return undefined
  const offset = node.offset_expr
  if (!isNode(offset)) return 1
  const places = offset.type === 'VALUE_CONSTANT' && isNode(offset.value) ? offset.value.value : undefined
  return typeof places === 'number' && places >= 0 && places <= mostPlaces ? places : undefined
}

const mostPlaces = 24

function hasAggregate(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasAggregate)
  if (!isNode(value) || value.type === 'SUBQUERY') return false
  if (value.type === 'FUNCTION' && isAggregate(textOf(value, 'function_name').toLowerCase())) return true
  return Object.values(value).some(hasAggregate)
}

function windowsIn(value: unknown): TreeNode[] {
  if (Array.isArray(value)) return value.flatMap(windowsIn)
  if (!isNode(value) || value.type === 'SUBQUERY') return []
  const own = typeof value.type === 'string' && value.type !== 'FUNCTION' && isCall(value.type) ? [value] : []
  return [...own, ...Object.values(value).flatMap(windowsIn)]
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
