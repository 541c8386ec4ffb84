import {
  type DuckDBArrayType,
  type DuckDBArrayValue,
  type DuckDBBlobValue,
  type DuckDBDateValue,
  type DuckDBListType,
  type DuckDBListValue,
  type DuckDBMapType,
  type DuckDBMapValue,
  type DuckDBStructType,
  type DuckDBStructValue,
  type DuckDBTimestampMillisecondsValue,
  type DuckDBTimestampNanosecondsValue,
  type DuckDBTimestampSecondsValue,
  type DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBUnionType,
  type DuckDBUnionValue,
  type DuckDBValue,
} from '@duckdb/node-api'
import { dateText, nanosText, timestampText } from './time-text.ts'

/** Turns a value of one column, not null, into text. */
export type Encode = (value: DuckDBValue) => string

const largest = BigInt(Number.MAX_SAFE_INTEGER)

/**
 * Values of the type as JSON: integers beyond 2^53 and decimals as strings, times as ISO 8601 in UTC, bytes as
 * base64, NaN and the infinities as null.
 */
export function jsonEncoder(type: DuckDBType): Encode {
  switch (type.typeId) {
    case DuckDBTypeId.BOOLEAN:
    case DuckDBTypeId.TINYINT:
    case DuckDBTypeId.SMALLINT:
    case DuckDBTypeId.INTEGER:
    case DuckDBTypeId.UTINYINT:
    case DuckDBTypeId.USMALLINT:
    case DuckDBTypeId.UINTEGER:
      return String
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.UBIGINT:
    case DuckDBTypeId.HUGEINT:
    case DuckDBTypeId.UHUGEINT:
      return (value) => (isSafe(value as bigint) ? String(value) : `"${value}"`)
    case DuckDBTypeId.DOUBLE:
      return (value) => (Number.isFinite(value) ? String(value) : 'null')
    case DuckDBTypeId.FLOAT:
      return (value) => (Number.isFinite(value) ? shortFloat(value as number) : 'null')
    case DuckDBTypeId.LIST:
      return jsonList((type as DuckDBListType).valueType)
    case DuckDBTypeId.ARRAY:
      return jsonList((type as DuckDBArrayType).valueType)
    case DuckDBTypeId.STRUCT:
      return jsonStruct(type as DuckDBStructType)
    case DuckDBTypeId.MAP:
      return jsonMap(type as DuckDBMapType)
    case DuckDBTypeId.UNION:
      return jsonUnion(type as DuckDBUnionType)
    default: {
      const encode = textEncoder(type)
      return (value) => JSON.stringify(encode(value))
    }
  }
}

/** The same values as plain text, for CSV: what JSON has in quotes, without them. */
export function plainEncoder(type: DuckDBType): Encode {
  switch (type.typeId) {
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.UBIGINT:
    case DuckDBTypeId.HUGEINT:
    case DuckDBTypeId.UHUGEINT:
      return String
    case DuckDBTypeId.FLOAT:
    case DuckDBTypeId.DOUBLE: {
      const encode = jsonEncoder(type)
      return (value) => (Number.isFinite(value) ? encode(value) : '')
    }
    case DuckDBTypeId.BOOLEAN:
    case DuckDBTypeId.TINYINT:
    case DuckDBTypeId.SMALLINT:
    case DuckDBTypeId.INTEGER:
    case DuckDBTypeId.UTINYINT:
    case DuckDBTypeId.USMALLINT:
    case DuckDBTypeId.UINTEGER:
    case DuckDBTypeId.LIST:
    case DuckDBTypeId.ARRAY:
    case DuckDBTypeId.STRUCT:
    case DuckDBTypeId.MAP:
    case DuckDBTypeId.UNION:
      return jsonEncoder(type)
    default:
      return textEncoder(type)
  }
}

function textEncoder(type: DuckDBType): Encode {
  switch (type.typeId) {
    case DuckDBTypeId.TIMESTAMP:
    case DuckDBTypeId.TIMESTAMP_TZ:
      return (value) => timestampText((value as DuckDBTimestampValue).micros)
    case DuckDBTypeId.TIMESTAMP_MS:
      return (value) => scaledText((value as DuckDBTimestampMillisecondsValue).millis, 1000n)
    case DuckDBTypeId.TIMESTAMP_S:
      return (value) => scaledText((value as DuckDBTimestampSecondsValue).seconds, 1_000_000n)
    case DuckDBTypeId.TIMESTAMP_NS:
      return (value) => nanosText((value as DuckDBTimestampNanosecondsValue).nanos)
    case DuckDBTypeId.DATE:
      return (value) => dateText((value as DuckDBDateValue).days)
    case DuckDBTypeId.BLOB:
      return (value) => {
        const { bytes } = value as DuckDBBlobValue
        return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
      }
    default:
      return String
  }
}

/** The infinities have the same number in every unit. */
function scaledText(count: bigint, factor: bigint): string {
  const isInfinite = count === 9_223_372_036_854_775_807n || count === -9_223_372_036_854_775_807n
  return timestampText(isInfinite ? count : count * factor)
}

function isSafe(value: bigint): boolean {
  return value <= largest && value >= -largest
}

/** The shortest decimal that is the same 32-bit number: 0.1, not 0.10000000149011612. */
function shortFloat(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return String(short)
  }
  return String(value)
}

function orNull(encode: Encode): (value: DuckDBValue) => string {
  return (value) => (value === null ? 'null' : encode(value))
}

function jsonList(itemType: DuckDBType): Encode {
  const encode = orNull(jsonEncoder(itemType))
  return (value) => `[${(value as DuckDBListValue | DuckDBArrayValue).items.map(encode).join(',')}]`
}

function jsonStruct(type: DuckDBStructType): Encode {
  const encodes = type.entryTypes.map((entry) => orNull(jsonEncoder(entry)))
  const keys = type.entryNames.map((name) => JSON.stringify(name))
  return (value) => {
    const { entries } = value as DuckDBStructValue
    return `{${type.entryNames.map((name, i) => `${keys[i]}:${encodes[i]!(entries[name]!)}`).join(',')}}`
  }
}

function jsonMap(type: DuckDBMapType): Encode {
  const key = plainEncoder(type.keyType)
  const encode = orNull(jsonEncoder(type.valueType))
  return (value) => {
    const entries = (value as DuckDBMapValue).entries
    return `{${entries.map((entry) => `${JSON.stringify(key(entry.key))}:${encode(entry.value)}`).join(',')}}`
  }
}

function jsonUnion(type: DuckDBUnionType): Encode {
  const encodes = new Map(type.memberTags.map((tag, i) => [tag, orNull(jsonEncoder(type.memberTypes[i]!))]))
  return (value) => {
    const union = value as DuckDBUnionValue
    return encodes.get(union.tag)!(union.value)
  }
}
