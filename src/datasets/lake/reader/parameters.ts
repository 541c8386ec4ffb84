import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  DuckDBDateValue,
  type DuckDBPreparedStatement,
  DuckDBTimestampValue,
  type DuckDBType,
  LIST,
  VARCHAR,
} from '@duckdb/node-api'
import { UserError } from '../../../lib/errors.ts'
import type { ParameterTypes } from '../../dataset.ts'

const day_ms = 86_400_000

type Scalar = string | number | bigint | boolean

/** Binds the values that came with the query; none may be missing, and none may be left over. */
export function bindParameters(
  statement: DuckDBPreparedStatement,
  names: readonly string[],
  values: Readonly<Record<string, unknown>>,
  types: ParameterTypes = {},
): void {
  const given = new Map(Object.entries(values).map(([name, value]) => [name.toLowerCase(), { name, value }]))
  const missing = names.filter((name) => !given.has(name.toLowerCase()))
  if (missing.length > 0) {
    throw new UserError('invalid', `cannot run query: parameter ${list(missing)} has no value`, {
      hint: `Send "params": { "${missing[0]}": … } with the query.`,
    })
  }
  const wanted = new Set(names.map((name) => name.toLowerCase()))
  const unused = [...given.values()].filter(({ name }) => !wanted.has(name.toLowerCase())).map(({ name }) => name)
  if (unused.length > 0) {
    throw new UserError('invalid', `cannot run query: parameter ${list(unused)} does not occur in it`, {
      hint: names.length > 0 ? `The query has ${list(names)}.` : 'Write $name where the value belongs.',
    })
  }
  for (const name of names) bindOne(statement, name, given.get(name.toLowerCase())!.value, types[name])
}

function bindOne(
  statement: DuckDBPreparedStatement,
  name: string,
  value: unknown,
  type: ParameterTypes[string] | undefined,
): void {
  const index = statement.parameterIndex(name)
  if (value === null || value === undefined) statement.bindNull(index)
  else if (Array.isArray(value)) bindList(statement, index, name, value)
  else if (!isScalar(value)) throw unusable(name, value)
  else if (type === 'date') statement.bindDate(index, new DuckDBDateValue(Date.parse(String(value)) / day_ms))
  else if (type === 'timestamp')
    statement.bindTimestamp(index, new DuckDBTimestampValue(BigInt(Date.parse(String(value))) * 1000n))
  else if (type === 'number') statement.bindDouble(index, Number(value))
  else if (typeof value === 'string') statement.bindVarchar(index, value)
  else if (typeof value === 'boolean') statement.bindBoolean(index, value)
  else if (isInteger(value)) statement.bindBigInt(index, BigInt(value))
  else statement.bindDouble(index, Number(value))
}

function bindList(statement: DuckDBPreparedStatement, index: number, name: string, values: readonly unknown[]): void {
  const items = values.filter((item) => item !== null)
  const scalars = items.filter(isScalar)
  if (scalars.length < items.length)
    throw unusable(
      name,
      items.find((item) => !isScalar(item)),
    )
  const kinds = new Set(scalars.map((item) => (typeof item === 'bigint' ? 'number' : typeof item)))
  if (kinds.size > 1) {
    throw new UserError('invalid', `cannot bind parameter "$${name}": its list mixes ${[...kinds].join(' and ')}`, {
      hint: 'Send a list of one kind of value.',
    })
  }
  const type = typeOfItems(scalars)
  const bound = values.map((item) =>
    type === BIGINT && item !== null ? BigInt(item as number) : (item as Scalar | null),
  )
  statement.bindList(index, bound, LIST(type))
}

function typeOfItems(items: readonly Scalar[]): DuckDBType {
  if (items.length > 0 && items.every((item) => typeof item === 'boolean')) return BOOLEAN
  if (items.length > 0 && items.every((item) => typeof item !== 'string' && isInteger(item))) return BIGINT
  return items.some((item) => typeof item === 'number') ? DOUBLE : VARCHAR
}

function isScalar(value: unknown): value is Scalar {
  return ['string', 'number', 'bigint', 'boolean'].includes(typeof value)
}

function isInteger(value: Scalar): value is number | bigint {
  return (typeof value === 'bigint' && BigInt.asIntN(64, value) === value) || Number.isSafeInteger(value)
}

function unusable(name: string, value: unknown): UserError {
  return new UserError(
    'invalid',
    `cannot bind parameter "$${name}": expecting text, number, boolean, null or a list; got ${typeof value}`,
    {
      hint: 'Send nested values as JSON text, and read them with ->>.',
    },
  )
}

function list(names: readonly string[]): string {
  return names.map((name) => `"$${name}"`).join(', ')
}
