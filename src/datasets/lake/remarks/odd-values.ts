/**
 * The values of a chunk that do not fit their columns, record by record. Looked for only where the shape of the whole chunk tells that
 * there are some, which is rare.
 */

import { declaredColumnType, keptType, oddKinds } from '../../../model/column-type.ts'
import { foldCase } from '../../../model/fold-case.ts'
import type { ScanResult } from '../../../model/scan.ts'
import type { Column, ColumnType, DeclaredType } from '../../../model/schema.ts'
import { linesOf, type Run } from '../write/chunk.ts'
import { isCastable } from '../write/column-value.ts'
import { numberText, parseExact } from '../write/exact-json.ts'
import { goodLines } from '../write/normalise.ts'
import { Occurrences, shortened } from './occurrences.ts'

/** The values of one field that do not fit its column. */
export interface OddValues {
  readonly name: string
  /** Undefined for a field that has no column yet. */
  readonly column: Column | undefined
  readonly isDeclared: boolean
  /** The type that the column has, or would have, without them. */
  readonly type: ColumnType
  /** How many values of the chunk fit. */
  readonly fits: number
  /** Those that do not. */
  readonly odd: Occurrences
}

interface Doubtful extends OddValues {
  readonly path: readonly string[]
  fits: number
}

/** `runs` are those of the chunk's good lines. */
export function findOddValues(
  bytes: Uint8Array,
  scan: ScanResult,
  runs: readonly Run[],
  existing: readonly Column[],
  declared: Readonly<Record<string, DeclaredType>>,
): OddValues[] {
  const doubtful = doubtfulFields(scan, existing, declared)
  if (doubtful.length === 0) return []
  const lines = linesOf(Buffer.from(goodLines(bytes, scan.bad)))
  for (const run of runs) {
    for (let i = 0; i < run.count; i++) {
      const record = parseExact(String(lines.next().value))
      for (const field of doubtful) {
        const value = valueAt(record, field.path)
        if (isNothing(value)) continue
        if (fits(value, field)) field.fits++
        else field.odd.add(run, run.offset + i, () => shown(value))
      }
    }
  }
  return doubtful.filter(({ odd }) => odd.records > 0)
}

function doubtfulFields(
  { fields }: ScanResult,
  existing: readonly Column[],
  declared: Readonly<Record<string, DeclaredType>>,
): Doubtful[] {
  const columns = new Map(existing.map((column) => [foldCase(column.name), column]))
  const types = new Map(Object.entries(declared).map(([name, type]) => [foldCase(name), declaredColumnType[type]]))
  return fields.flatMap(({ name, path, kinds }) => {
    const column = columns.get(foldCase(name))
    const declaredType = types.get(foldCase(name))
    // A column that is text already stays it, whatever is declared.
    const isDeclared = declaredType !== undefined && (column?.type ?? declaredType) !== 'VARCHAR'
    const type = isDeclared ? declaredType : keptType(column, kinds)
    if (type === undefined || !oddKinds(type, isDeclared, kinds)) return []
    return [{ name: column?.name ?? name, column, isDeclared, type, path, fits: 0, odd: new Occurrences() }]
  })
}

function valueAt(record: unknown, path: readonly string[]): unknown {
  let value = record
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined
  }
  return value
}

/** What is no value of this column: null, nothing, and objects, whose fields are columns of their own. */
function isNothing(value: unknown): boolean {
  if (value === undefined || value === null) return true
  if (Array.isArray(value)) return value.every((item) => item === null)
  return typeof value === 'object' && numberText(value) === undefined
}

function fits(value: unknown, { type, isDeclared }: Doubtful): boolean {
  if (isDeclared) return isCastable(value, type)
  return type === 'BOOLEAN' ? typeof value === 'boolean' : numberText(value) !== undefined
}

function shown(value: unknown): string {
  return shortened(numberText(value) ?? JSON.stringify(value))
}
