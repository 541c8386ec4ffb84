import {
  type DuckDBArrayType,
  type DuckDBListType,
  type DuckDBMapType,
  type DuckDBResult,
  type DuckDBStructType,
  type DuckDBType,
  DuckDBTypeId,
} from '@duckdb/node-api'
import { UserError } from '../../../lib/errors.ts'
import type { FormatColumn } from './formats/format.ts'

/** The columns of a result under names of their own: a second `a` is `a_1`, so that no column hides another in an object. */
export function columnsOf(result: DuckDBResult): FormatColumn[] {
  const wanted = result.columnNames()
  const types = result.columnTypes()
  const all = new Set(wanted)
  const taken = new Set<string>()
  return wanted.map((wish, i) => {
    let name = wish
    for (let n = 1; taken.has(name) || (name !== wish && all.has(name)); n++) name = `${wish}_${n}`
    taken.add(name)
    const type = types[i]!
    if (!hasNames(type)) {
      throw new UserError('unsupported', `cannot return column "${name}": its fields have no names`, {
        hint: "Write {'a': 1, 'b': 2} instead of row(1, 2).",
      })
    }
    return { name, type }
  })
}

/** Fields without a name would overwrite each other. */
function hasNames(type: DuckDBType): boolean {
  switch (type.typeId) {
    case DuckDBTypeId.STRUCT: {
      const { entryNames, entryTypes } = type as DuckDBStructType
      return !entryNames.includes('') && entryTypes.every(hasNames)
    }
    case DuckDBTypeId.LIST:
      return hasNames((type as DuckDBListType).valueType)
    case DuckDBTypeId.ARRAY:
      return hasNames((type as DuckDBArrayType).valueType)
    case DuckDBTypeId.MAP:
      return hasNames((type as DuckDBMapType).keyType) && hasNames((type as DuckDBMapType).valueType)
    default:
      return true
  }
}
