import {
  type DuckDBBlobValue,
  type DuckDBDateValue,
  type DuckDBDecimalType,
  type DuckDBDecimalValue,
  type DuckDBListType,
  type DuckDBListValue,
  type DuckDBTimestampMillisecondsValue,
  type DuckDBTimestampNanosecondsValue,
  type DuckDBTimestampSecondsValue,
  type DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
  type DuckDBVector,
} from '@duckdb/node-api'
import {
  Binary,
  Bool,
  type Data,
  type DataType,
  DateDay,
  Decimal,
  Field,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  List,
  makeData,
  TimestampMicrosecond,
  TimestampMillisecond,
  TimestampNanosecond,
  TimestampSecond,
  Uint8,
  Uint16,
  Uint32,
  Uint64,
  Utf8,
  vectorFromArray,
} from 'apache-arrow'
import { plainEncoder } from './values.ts'

/** A column on its way to Arrow. Types that have no near equivalent there become text, as in CSV. */
export interface ArrowColumn {
  readonly type: DataType
  build(vector: DuckDBVector, rows: number): Data
}

export function arrowColumn(type: DuckDBType): ArrowColumn {
  return fixedColumn(type) ?? decimalColumn(type) ?? listColumn(type) ?? builtColumn(type)
}

type Numbers =
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | Float32Array
  | Float64Array
type Numeric = BigInt64Array | BigUint64Array | Numbers

interface Fixed {
  readonly type: DataType
  readonly array: new (length: number) => Numeric
  readonly read: (value: DuckDBValue) => number | bigint
}

const same = (value: DuckDBValue) => value as number | bigint
const utc = 'UTC'

const fixed: { readonly [id in DuckDBTypeId]?: Fixed } = {
  [DuckDBTypeId.TINYINT]: { type: new Int8(), array: Int8Array, read: same },
  [DuckDBTypeId.SMALLINT]: { type: new Int16(), array: Int16Array, read: same },
  [DuckDBTypeId.INTEGER]: { type: new Int32(), array: Int32Array, read: same },
  [DuckDBTypeId.BIGINT]: { type: new Int64(), array: BigInt64Array, read: same },
  [DuckDBTypeId.UTINYINT]: { type: new Uint8(), array: Uint8Array, read: same },
  [DuckDBTypeId.USMALLINT]: { type: new Uint16(), array: Uint16Array, read: same },
  [DuckDBTypeId.UINTEGER]: { type: new Uint32(), array: Uint32Array, read: same },
  [DuckDBTypeId.UBIGINT]: { type: new Uint64(), array: BigUint64Array, read: same },
  [DuckDBTypeId.FLOAT]: { type: new Float32(), array: Float32Array, read: same },
  [DuckDBTypeId.DOUBLE]: { type: new Float64(), array: Float64Array, read: same },
  [DuckDBTypeId.DATE]: { type: new DateDay(), array: Int32Array, read: (value) => (value as DuckDBDateValue).days },
  [DuckDBTypeId.TIMESTAMP]: {
    type: new TimestampMicrosecond(),
    array: BigInt64Array,
    read: (value) => (value as DuckDBTimestampValue).micros,
  },
  [DuckDBTypeId.TIMESTAMP_TZ]: {
    type: new TimestampMicrosecond(utc),
    array: BigInt64Array,
    read: (value) => (value as DuckDBTimestampValue).micros,
  },
  [DuckDBTypeId.TIMESTAMP_S]: {
    type: new TimestampSecond(),
    array: BigInt64Array,
    read: (value) => (value as DuckDBTimestampSecondsValue).seconds,
  },
  [DuckDBTypeId.TIMESTAMP_MS]: {
    type: new TimestampMillisecond(),
    array: BigInt64Array,
    read: (value) => (value as DuckDBTimestampMillisecondsValue).millis,
  },
  [DuckDBTypeId.TIMESTAMP_NS]: {
    type: new TimestampNanosecond(),
    array: BigInt64Array,
    read: (value) => (value as DuckDBTimestampNanosecondsValue).nanos,
  },
}

/** Numbers go straight into the array that is sent. */
function fixedColumn(type: DuckDBType): ArrowColumn | undefined {
  const plan = fixed[type.typeId]
  if (!plan) return undefined
  return {
    type: plan.type,
    build(vector, rows) {
      const data = new plan.array(rows)
      const valid = fill(vector, rows, (value, row) => {
        data[row] = plan.read(value)
      })
      return makeData({
        type: plan.type,
        length: rows,
        nullCount: valid.nulls,
        nullBitmap: valid.bitmap,
        data,
      } as never)
    },
  }
}

/** Decimals, and integers of 128 bits as decimals without a fraction, which is how DuckDB itself exports them. */
function decimalColumn(type: DuckDBType): ArrowColumn | undefined {
  const isDecimal = type.typeId === DuckDBTypeId.DECIMAL
  if (!isDecimal && type.typeId !== DuckDBTypeId.HUGEINT) return undefined
  const { width, scale } = isDecimal ? (type as DuckDBDecimalType) : { width: 38, scale: 0 }
  const arrowType = new Decimal(scale, width, 128)
  return {
    type: arrowType,
    build(vector, rows) {
      const data = new Uint32Array(rows * 4)
      const valid = fill(vector, rows, (value, row) => {
        let rest = BigInt.asUintN(128, isDecimal ? (value as DuckDBDecimalValue).value : (value as bigint))
        for (let word = 0; word < 4; word++, rest >>= 32n) data[row * 4 + word] = Number(rest & 0xffff_ffffn)
      })
      return makeData({ type: arrowType, length: rows, nullCount: valid.nulls, nullBitmap: valid.bitmap, data })
    },
  }
}

/** The validity bitmap of Arrow: a bit for each row, set where there is a value. */
function fill(vector: DuckDBVector, rows: number, put: (value: DuckDBValue, row: number) => void) {
  const bitmap = new Uint8Array(Math.ceil(rows / 64) * 8)
  let nulls = 0
  for (let row = 0; row < rows; row++) {
    const value = vector.getItem(row)
    if (value === null) {
      nulls++
      continue
    }
    bitmap[row >> 3]! |= 1 << (row & 7)
    put(value, row)
  }
  return { bitmap, nulls }
}

interface Built {
  readonly type: DataType
  readonly read: (value: DuckDBValue) => unknown
}

/** What the library's own builders take. */
function builtOf(type: DuckDBType): Built {
  if (type.typeId === DuckDBTypeId.BOOLEAN) return { type: new Bool(), read: (value) => value }
  if (type.typeId === DuckDBTypeId.BLOB)
    return { type: new Binary(), read: (value) => (value as DuckDBBlobValue).bytes }
  return { type: new Utf8(), read: plainEncoder(type) }
}

function builtColumn(type: DuckDBType, built: Built = builtOf(type)): ArrowColumn {
  return {
    type: built.type,
    build(vector, rows) {
      const values: unknown[] = []
      for (let row = 0; row < rows; row++) {
        const value = vector.getItem(row)
        values.push(value === null ? null : built.read(value))
      }
      return vectorFromArray(values, built.type).data[0]!
    },
  }
}

const plainNumbers = new Set([
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.FLOAT,
  DuckDBTypeId.DOUBLE,
])

function listColumn(type: DuckDBType): ArrowColumn | undefined {
  if (type.typeId !== DuckDBTypeId.LIST) return undefined
  const { valueType } = type as DuckDBListType
  const item = plainNumbers.has(valueType.typeId)
    ? { type: fixed[valueType.typeId]!.type, read: same }
    : builtOf(valueType)
  return builtColumn(type, {
    type: new List(new Field('item', item.type, true)),
    read: (value) => (value as DuckDBListValue).items.map((entry) => (entry === null ? null : item.read(entry))),
  })
}
