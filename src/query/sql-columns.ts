/** Which of Caudal's own columns a query gives: a `*` brings all of them along, though it was the records that were meant. */
import { reservedColumns } from '../model/schema.ts'
import { isNode, textOf } from './sql-tree.ts'

/** The reserved columns that a query names in what it selects, when a `*` brings the others; `undefined` where there is no `*`. */
export function reservedBesideStar(tree: unknown): string[] | undefined {
  const selected = selectedIn(tree)
  if (!selected.some((each) => each.type === 'STAR' && each.columns !== true)) return undefined
  const names = new Set(selected.map(nameOf))
  return reservedColumns.filter((name) => names.has(name))
}

/** The columns that a query gives, as far as its text names them; `undefined` where it does not say, as with a `*`. */
export function selectedColumns(tree: unknown): string[] | undefined {
  const statement = isNode(tree) && Array.isArray(tree.statements) ? tree.statements[0] : undefined
  const node = isNode(statement) ? statement.node : undefined
  if (!isNode(node) || node.type !== 'SELECT_NODE' || !Array.isArray(node.select_list)) return undefined
  const items = node.select_list.filter(isNode)
  if (items.some(({ type }) => type === 'STAR')) return undefined
  return items.map((item) => textOf(item, 'alias') || lastName(item)).filter((name) => name !== '')
}

/** The same rows without the reserved columns that were not named. Its text begins in the first line, six characters later. */
export function withoutReserved(sql: string, named: readonly string[]): string {
  const others = reservedColumns.filter((name) => !named.includes(name))
  // What comes a second time, by a join or beside its own name, has a number behind it.
  const patterns = [`^(${others.join('|')})([:_]\\d+)?$`, ...named.map((name) => `^${name}[:_]\\d+$`)]
  return `from (${sql}\n) select columns(name -> not regexp_matches(name, '${patterns.join('|')}'))`
}

/** How much further the text stands. */
export const columnsBefore = 'from ('.length

/** Every item of every SELECT list. */
function selectedIn(value: unknown): { readonly [key: string]: unknown }[] {
  if (Array.isArray(value)) return value.flatMap(selectedIn)
  if (!isNode(value)) return []
  const own = Array.isArray(value.select_list) ? value.select_list.filter(isNode) : []
  return [...own, ...Object.values(value).flatMap(selectedIn)]
}

function nameOf(item: { readonly [key: string]: unknown }): string {
  const alias = textOf(item, 'alias')
  return (alias === '' ? lastName(item) : alias).toLowerCase()
}

function lastName(item: { readonly [key: string]: unknown }): string {
  const names = Array.isArray(item.column_names) ? item.column_names : []
  return String(names.at(-1) ?? '')
}
