import { declaredColumnType, directReadType, type ReadType, readTypeOf, widenedType } from './column-type.ts'
import { foldCase } from './fold-case.ts'
import { kind, listShift, objectKinds, voidKinds } from './kinds.ts'
import type { ScannedField, ScanResult } from './scan.ts'
import { type Column, type ColumnType, columnsCap, type DeclaredType } from './schema.ts'
import { isBarred } from './shape.ts'

export type SchemaChange =
  | { readonly change: 'add'; readonly column: Column }
  | { readonly change: 'widen'; readonly column: Column; readonly from: ColumnType }
  /** Nothing but the flag `big` changed. */
  | { readonly change: 'big'; readonly column: Column }

/** A column that the chunk has values for. */
export interface ReadColumn extends Column {
  readonly readAs: ReadType
}

export interface SchemaPlan {
  /** All columns after the chunk: the existing ones in their order, then the new. */
  readonly columns: readonly Column[]
  readonly changes: readonly SchemaChange[]
  /** Whether DuckDB can read the chunk itself, its bad lines cut out, or only what `rewriteChunk` makes of it. */
  readonly read: 'direct' | 'rewrite'
  /**
   * What to read, as `readColumns` and `rewriteChunk` take it: the columns that occur in the chunk, by the chunk's own paths,
   * and the record's own `_time`, which is no column but is understood. The other columns are null throughout.
   */
  readonly present: readonly ReadColumn[]
}

/** The record's own `_time`; its column is the lake's. */
export const timeName = '_time'

/**
 * Decides which columns a chunk needs: new fields become columns, and values that do not fit widen theirs, but for those that `kept`
 * names, by their folded names: they have this type, and what does not fit goes to `_rest`. `declared` says what the project says now;
 * the flags `declared` and `json` of the existing columns do not count.
 */
export function planSchema(
  existing: readonly Column[],
  declared: Readonly<Record<string, DeclaredType>>,
  scan: ScanResult,
  kept: ReadonlyMap<string, ColumnType> = new Map(),
): SchemaPlan {
  const schema = new EvolvingSchema(existing, kept)
  for (const [name, type] of Object.entries(declared)) schema.declare(name, type)
  const present: ReadColumn[] = []
  let direct = !scan.needsRewrite
  for (const field of mergedByName(scan.fields)) {
    const { kinds } = field
    if (schema.isWithinWhole(field.path)) {
      // DuckDB would write it into the text with fewer digits.
      if (kinds & (longNumbers | (longNumbers << listShift))) direct = false
      continue
    }
    const column = foldCase(field.name) === timeName ? timeColumn : schema.columnFor(field)
    // What was an object and something else cannot be read as an object.
    if (!column?.json && kinds & kind.object && kinds & ~objectKinds) direct = false
    if (column && kinds & ~(column.json ? kind.null : objectKinds)) {
      const readAs = directReadType(column, kinds)
      if (!readAs) direct = false
      present.push({ ...column, path: field.path, readAs: readAs ?? readTypeOf(column, kinds) })
    } else if (kinds & ~voidKinds) {
      direct = false
    }
  }
  return { columns: schema.columns, changes: schema.changes, read: direct ? 'direct' : 'rewrite', present }
}

const longNumbers = kind.realLong | kind.huge

const timeColumn: Column = { name: timeName, type: 'TIMESTAMP', path: [timeName], declared: true }

class EvolvingSchema {
  readonly columns: Column[]
  readonly changes: SchemaChange[] = []
  readonly #index = new Map<string, number>()
  /** The folded names of columns that keep objects whole. */
  readonly #whole = new Set<string>()

  readonly #kept: ReadonlyMap<string, ColumnType>

  constructor(existing: readonly Column[], kept: ReadonlyMap<string, ColumnType>) {
    this.#kept = kept
    this.columns = existing.map(({ json: _, ...column }) => ({ ...column, declared: false }))
    for (const [i, { name }] of existing.entries()) this.#index.set(foldCase(name), i)
  }

  /** A declaration that an existing column's values forbid (VARCHAR to integer) leaves the column as it is. */
  declare(name: string, declaredType: DeclaredType): void {
    const type = declaredColumnType[declaredType]
    const whole = declaredType === 'json'
    const at = this.#index.get(foldCase(name))
    const known = at === undefined ? undefined : this.columns[at]
    if (known && known.type !== type && !canWiden(known, type)) return
    if (whole) this.#whole.add(foldCase(name))
    const column: Column = {
      ...(known ?? { name, path: name.split('.') }),
      type,
      declared: true,
      ...(whole ? { json: true } : {}),
    }
    if (known && at !== undefined) this.#change(at, known, column)
    else this.#add(column)
  }

  /** The column of a field, widened to its kinds or made for it; none for what is empty, reserved or one too many. */
  columnFor({ name, path, kinds }: ScannedField): Column | undefined {
    if (isBarred(path)) return undefined
    const at = this.#index.get(foldCase(name))
    const kept = this.#kept.get(foldCase(name))
    if (at === undefined) {
      const type = kept ?? widenedType(undefined, kinds)
      if (!type || this.columns.length >= columnsCap) return undefined
      return this.#add({ name, type, path, declared: false, ...bigOf(type, kinds) })
    }
    const column = this.columns[at]!
    const type = column.declared ? column.type : (kept ?? widenedType(column, kinds) ?? column.type)
    return this.#change(at, column, { ...column, type, ...bigOf(type, kinds) })
  }

  isWithinWhole(path: readonly string[]): boolean {
    if (this.#whole.size === 0) return false
    return path.some((_, i) => i > 0 && this.#whole.has(foldCase(path.slice(0, i).join('.'))))
  }

  #add(column: Column): Column {
    this.#index.set(foldCase(column.name), this.columns.length)
    this.columns.push(column)
    this.changes.push({ change: 'add', column })
    return column
  }

  #change(at: number, from: Column, column: Column): Column {
    this.columns[at] = column
    if (from.type !== column.type) this.changes.push({ change: 'widen', column, from: from.type })
    else if (!from.big && column.big) this.changes.push({ change: 'big', column })
    return column
  }
}

function canWiden(from: Column, to: ColumnType): boolean {
  return to === 'VARCHAR' || (from.type === 'BIGINT' && to === 'DOUBLE' && !from.big)
}

function bigOf(type: ColumnType, kinds: number): { big?: true } {
  const isBig = (kind.bigint | (kind.bigint << listShift)) & kinds && type.startsWith('BIGINT')
  return isBig ? { big: true } : {}
}

/** Fields that share a column (`a.b` nested and literal, `A` and `a`) as one, under the first one's path. */
function mergedByName(fields: readonly ScannedField[]): ScannedField[] {
  const merged = new Map<string, ScannedField>()
  for (const field of fields) {
    const name = foldCase(field.name)
    const other = isBarred(field.path) ? undefined : merged.get(name)
    merged.set(
      isBarred(field.path) ? JSON.stringify(field.path) : name,
      other ? { ...other, kinds: other.kinds | field.kinds } : field,
    )
  }
  return [...merged.values()]
}
