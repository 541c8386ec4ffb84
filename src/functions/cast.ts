import { Type } from 'typebox'
import { isJsonObject, parseJson } from '../model/record.ts'
import type { DeclaredType } from '../model/schema.ts'
import { isoOf, parseInstant } from './event-time.ts'
import { fieldOf, type NewRecord } from './field.ts'
import { defineFunction } from './function.ts'
import { shown, valueText } from './value-text.ts'

/** How each type reads a value; undefined where it does not without losing something. */
const casts: Record<DeclaredType, (value: unknown) => unknown> = {
  boolean: (value) => booleans.get(typeof value === 'string' ? value.trim().toLowerCase() : value),
  integer: toInteger,
  number: (value) => (typeof value === 'bigint' ? value : toNumber(value)),
  string: (value) => (typeof value === 'string' ? value : valueText(value)),
  timestamp(value) {
    const micros = parseInstant(value)
    return micros === undefined ? undefined : isoOf(micros)
  },
  date(value) {
    const micros = typeof value === 'string' ? parseInstant(value) : undefined
    return micros === undefined ? undefined : isoOf(micros).slice(0, 10)
  },
  json: (value) => (typeof value === 'string' ? maybeJson(value) : value),
}

const typeName = Type.Union(Object.keys(casts).map((name) => Type.Literal(name as DeclaredType)))

export default defineFunction({
  name: 'cast',
  summary:
    'Turns fields into types, where nothing is lost by it; for local spellings of numbers and dates there is `clean`.',
  options: Type.Object({
    fields: Type.Record(Type.String(), typeName, {
      description: 'The type of each field; what is missing or null stays so.',
      examples: [{ temperature: 'number', at: 'timestamp' }],
    }),
    invalid: Type.Union([Type.Literal('reject'), Type.Literal('clear'), Type.Literal('keep')], {
      description:
        'What becomes of a value that does not fit: its record is rejected, or it is set to null, or it stays.',
      default: 'reject',
    }),
  }),
  cases: [
    {
      options: { fields: { n: 'integer', x: 'number', ok: 'boolean', id: 'string' } },
      given: [
        { n: '12', x: ' -1.5e3 ', ok: 'True', id: 7 },
        { n: 3, x: null },
      ],
      gives: [
        { n: 12, x: -1500, ok: true, id: '7' },
        { n: 3, x: null },
      ],
    },
    {
      options: { fields: { at: 'timestamp', day: 'date' } },
      given: [{ at: 1_767_225_600, day: '2026-01-01T12:30:00Z' }],
      gives: [{ at: '2026-01-01T00:00:00.000Z', day: '2026-01-01' }],
    },
    {
      options: { fields: { detail: 'json' } },
      given: [{ detail: '{"a":[1]}' }],
      gives: [{ detail: { a: [1] } }],
    },
    {
      options: { fields: { n: 'integer', x: 'number' } },
      given: [{ n: '1.5', x: '1,5' }],
      gives: [],
      rejects: ['cannot cast "n" to integer: got "1.5"; cannot cast "x" to number: got "1,5"'],
    },
    { options: { fields: { n: 'integer' }, invalid: 'clear' }, given: [{ n: 'x' }], gives: [{ n: null }] },
    { options: { fields: { n: 'integer' }, invalid: 'keep' }, given: [{ n: 'x' }], gives: [{ n: 'x' }] },
  ],

  each({ fields, invalid }, { reject }) {
    const wanted = Object.entries<DeclaredType>(fields).map(([name, type]) => ({
      field: fieldOf(name),
      type,
      cast: casts[type],
    }))
    return (record) => {
      let changed: NewRecord | undefined
      let reasons: string[] | undefined
      for (const { field, type, cast } of wanted) {
        const value = field.read(record)
        if (value === undefined || value === null) continue
        const result = cast(value)
        if (result === value || (result === undefined && invalid === 'keep')) continue
        if (result !== undefined || invalid === 'clear') {
          changed ??= { ...record }
          field.write(changed, result ?? null)
        } else {
          reasons ??= []
          reasons.push(`cannot cast "${field.name}" to ${type}: got ${shown(value)}`)
        }
      }
      return reasons ? reject(record, reasons.join('; ')) : (changed ?? record)
    }
  },
})

function toInteger(value: unknown): number | bigint | undefined {
  if (typeof value === 'bigint') return value
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined
  if (typeof value !== 'string' || !/^\s*[+-]?\d+\s*$/.test(value)) return undefined
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : BigInt(value.trim().replace('+', ''))
}

function toNumber(value: unknown): number | bigint | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || !/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value)) return undefined
  const number = Number(value)
  if (Number.isInteger(number) && !Number.isSafeInteger(number)) return toInteger(value)
  return Number.isFinite(number) ? number : undefined
}

function maybeJson(text: string): unknown {
  try {
    const value = parseJson(text)
    return isJsonObject(value) || Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

const booleans = new Map<unknown, boolean>([
  [true, true],
  [false, false],
  [1, true],
  [0, false],
  ['true', true],
  ['false', false],
  ['1', true],
  ['0', false],
])
