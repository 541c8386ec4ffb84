/**
 * The first wall between a query and the machine: DuckDB's own parser turns the text into a tree, and the tree decides. Every table
 * must be a dataset that the caller may read, or a name that the query itself defines; every function must be on the list.
 * Nothing is matched in the text.
 */
import { UserError } from '../lib/errors.ts'
import { didYouMean } from '../lib/similar.ts'
import { foldCase } from '../model/fold-case.ts'
import {
  allowedFunctions,
  allowedTableFunctions,
  deniedFunctions,
  deniedTableFunctions,
  isFamily,
} from './sql-functions.ts'
import { placeOf } from './sql-place.ts'
import { harmlessNodes, isCall, isNode, isTypeInfo, queryNodes, type TreeNode, textOf } from './sql-tree.ts'

/** What the caller may read, and what exists besides. */
export interface TableScope {
  readonly readable: readonly string[]
  readonly existing: readonly string[]
}

export interface CheckedQuery {
  /** The datasets that the query reads, as they are called. */
  readonly datasets: readonly string[]
  /** The names of its parameters. */
  readonly parameters: readonly string[]
  /** `SHOW TABLES` and its kin as the whole statement: to be answered with the readable datasets. */
  readonly isShowTables: boolean
}

/** What stands for the tables of a schema of the engine, such as `information_schema.tables`. */
const lists = 'SHOW TABLES lists the datasets, DESCRIBE with the name of one its columns.'

/** Nesting beyond this is nobody's query. */
const depthLimit = 3000

/** Throws a UserError unless the tree is one statement that reads nothing but the scope. `sql` is the text, for places. */
export function checkTree(tree: unknown, sql: string, scope: TableScope): CheckedQuery {
  if (!isNode(tree) || !Array.isArray(tree.statements)) throw new Error('the tree of a query has another form')
  const statements: readonly unknown[] = tree.statements
  if (statements.length !== 1) {
    throw new UserError('invalid', `cannot run query: expecting one statement; got ${statements.length}`, {
      hint: 'Send each statement by itself.',
    })
  }
  const statement = statements[0]
  if (!isNode(statement) || !isNode(statement.node)) throw new Error('the tree of a query has another form')
  const parameters = parametersOf(statement)
  if (isShowTables(statement.node)) return { datasets: [], parameters, isShowTables: true }
  const walk = new Walk(sql, scope)
  walk.visit(statement.node, new Set(), 0)
  return { datasets: [...walk.datasets], parameters, isShowTables: false }
}

function parametersOf(statement: TreeNode): string[] {
  const entries = Array.isArray(statement.named_param_map) ? statement.named_param_map : []
  return entries.map((entry: unknown) => (isNode(entry) ? textOf(entry, 'key') : ''))
}

/** The parser turns `SHOW TABLES` into `select * from` a reference of its own kind. */
function isShowTables(node: TreeNode): boolean {
  const from = node.from_table
  if (!isNode(from) || from.type !== 'SHOW_REF' || isNode(from.query)) return false
  const isBare = Array.isArray(node.modifiers) && node.modifiers.length === 0 && node.where_clause === null
  return isBare && ['"tables"', '__show_tables_expanded'].includes(textOf(from, 'table_name'))
}

class Walk {
  readonly datasets = new Set<string>()
  readonly #sql: string
  readonly #scope: TableScope

  constructor(sql: string, scope: TableScope) {
    this.#sql = sql
    this.#scope = scope
  }

  /** `defined` are the names that WITH gives, in lower case, as far as they are visible here. */
  visit(value: unknown, defined: ReadonlySet<string>, depth: number): void {
    if (depth > depthLimit) {
      throw new UserError('too_large', 'cannot run query: it is nested too deeply', {
        hint: 'Write it in smaller steps with WITH.',
      })
    }
    if (Array.isArray(value)) {
      for (const item of value) this.visit(item, defined, depth + 1)
      return
    }
    if (!isNode(value)) return
    const type = value.type
    if (typeof type === 'string') {
      if (queryNodes.has(type)) {
        this.#visitQuery(value, type, defined, depth)
        return
      }
      this.#check(value, type, defined)
      // A constant's value is the user's data, whatever it looks like.
      if (type === 'VALUE_CONSTANT') return
    }
    for (const key in value)
      if (!(type === 'TABLE_FUNCTION' && key === 'function')) this.visit(value[key], defined, depth + 1)
    // The function of a table function has its own list; its arguments are expressions like any other.
    if (type === 'TABLE_FUNCTION' && isNode(value.function)) {
      for (const key in value.function) this.visit(value.function[key], defined, depth + 1)
    }
  }

  /** A query sees the names of its own WITH, each of them those before it, and a recursive one itself in its second half. */
  #visitQuery(node: TreeNode, type: string, outer: ReadonlySet<string>, depth: number): void {
    const defined = new Set(outer)
    const map = isNode(node.cte_map) && Array.isArray(node.cte_map.map) ? node.cte_map.map : []
    for (const entry of map) {
      if (!isNode(entry)) continue
      this.visit(entry.value, new Set(defined), depth + 1)
      defined.add(this.#definedName(textOf(entry, 'key')))
    }
    for (const key in node) {
      if (key === 'cte_map') continue
      const isSelf = (type === 'RECURSIVE_CTE_NODE' && key === 'right') || (type === 'CTE_NODE' && key === 'child')
      const visible = isSelf
        ? new Set([...defined, this.#definedName(textOf(node, 'cte_name') || textOf(node, 'ctename'))])
        : defined
      this.visit(node[key], visible, depth + 1)
    }
  }

  #definedName(name: string): string {
    // The engine would try such a name as a file, if it ever looked it up elsewhere than we do.
    if (/[./\\:*?[]/.test(name)) {
      throw new UserError('invalid', `cannot define "${name}": expecting a name without . / \\ : * ? [`, {
        hint: 'Choose a simple name after WITH.',
      })
    }
    return foldCase(name)
  }

  #check(node: TreeNode, type: string, defined: ReadonlySet<string>): void {
    if (type === 'BASE_TABLE') this.#checkTable(node, defined)
    else if (type === 'TABLE_FUNCTION') this.#checkTableFunction(node)
    else if (isCall(type)) this.#checkCall(node)
    else if (type === 'SHOW_REF') this.#checkShow(node)
    else if (isTypeInfo(type)) {
      this.#checkSchema(node, 'type', textOf(node, 'name'), textOf(node, 'schema'), textOf(node, 'catalog'))
    } else if (!harmlessNodes.has(type)) {
      const message = `cannot run query: it has a part "${type.toLowerCase()}" that is not allowed`
      throw this.#error(node, 'unsupported', message, 'Write it in another way.')
    }
  }

  #checkTable(node: TreeNode, defined: ReadonlySet<string>): void {
    const name = textOf(node, 'table_name')
    const schema = textOf(node, 'schema_name')
    // `recurring.t` is the way to the whole of a recursive query's result so far.
    const isRecurring =
      foldCase(schema) === 'recurring' && textOf(node, 'catalog_name') === '' && defined.has(foldCase(name))
    if (isRecurring) return
    this.#checkSchema(node, 'dataset', name, schema, textOf(node, 'catalog_name'))
    if (defined.has(foldCase(name))) return
    if (node.at_clause !== null && node.at_clause !== undefined) {
      throw this.#error(
        node,
        'unsupported',
        `cannot read dataset "${name}" as it was: queries see the present`,
        'Remove AT (…).',
      )
    }
    const readable = find(name, this.#scope.readable)
    if (readable !== undefined) {
      this.datasets.add(readable)
      return
    }
    if (find(name, this.#scope.existing) !== undefined) {
      throw this.#error(
        node,
        'forbidden',
        `cannot read dataset "${name}": it is not among those that you may read`,
        this.#visible(),
      )
    }
    const isFile = /[./\\*]/.test(name)
    const message = isFile ? `cannot read "${name}": queries read datasets, not files` : `cannot find dataset "${name}"`
    throw this.#error(node, 'invalid', message, didYouMean(name, this.#scope.readable) ?? this.#visible())
  }

  #visible(): string {
    const names = this.#scope.readable
    return names.length === 0 ? 'There is no dataset that you may read yet.' : `You may read ${list(names)}.`
  }

  #checkTableFunction(node: TreeNode): void {
    const call = isNode(node.function) ? node.function : {}
    const name = textOf(call, 'function_name')
    this.#checkSchema(call, 'function', name, textOf(call, 'schema'), textOf(call, 'catalog'))
    if (allowedTableFunctions.has(foldCase(name))) return
    throw this.#unusable(call, name, deniedTableFunctions.has(foldCase(name)), allowedTableFunctions)
  }

  #checkCall(node: TreeNode): void {
    const name = textOf(node, 'function_name')
    this.#checkSchema(node, 'function', name, textOf(node, 'schema'), textOf(node, 'catalog'))
    if (allowedFunctions.has(foldCase(name)) || isFamily(foldCase(name)) === 'allowed') return
    const isDenied =
      deniedFunctions.has(foldCase(name)) ||
      deniedTableFunctions.has(foldCase(name)) ||
      isFamily(foldCase(name)) === 'denied'
    throw this.#unusable(node, name, isDenied, allowedFunctions)
  }

  #unusable(node: TreeNode, name: string, isDenied: boolean, allowed: ReadonlySet<string>): UserError {
    if (isDenied) {
      return this.#error(
        node,
        'forbidden',
        `cannot use function "${name}": it reaches beyond datasets`,
        'Read datasets by name, and pass values as $parameters.',
      )
    }
    return this.#error(
      node,
      'invalid',
      `cannot find function "${name}"`,
      didYouMean(name, allowed) ?? "See DuckDB's list of functions.",
    )
  }

  #checkShow(node: TreeNode): void {
    // DESCRIBE and SUMMARIZE carry a query, which is walked like any other; what they name instead is the engine's own.
    if (isNode(node.query)) return
    throw this.#error(node, 'forbidden', `cannot show ${textOf(node, 'table_name')}: it is the engine's own`, lists)
  }

  /** Only the schema that the parser itself writes for operators may stand before a name. */
  #checkSchema(node: TreeNode, what: string, name: string, schema: string, catalog: string): void {
    const isOwn = catalog === '' && (schema === '' || (schema === 'main' && what === 'function'))
    if (isOwn) return
    const qualified = [catalog, schema, name].filter((part) => part !== '').join('.')
    throw this.#error(
      node,
      'invalid',
      `cannot use "${qualified}": a ${what} has no schema before its name`,
      what === 'dataset' && find(name, this.#scope.readable) === undefined ? lists : `Write "${name}".`,
    )
  }

  #error(node: TreeNode, code: 'invalid' | 'forbidden' | 'unsupported', message: string, hint: string): UserError {
    const byte = typeof node.query_location === 'number' ? node.query_location : undefined
    return new UserError(code, message, { at: placeOf(this.#sql, byte), hint })
  }
}

/** Names are equal without regard to the case of ASCII letters, as the engine has it. */
function find(name: string, names: readonly string[]): string | undefined {
  if (names.includes(name)) return name
  return names.find((other) => foldCase(other) === foldCase(name))
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 20).join(', ')
  return names.length > 20 ? `${shown} and ${names.length - 20} more` : shown
}
