import { Type } from 'typebox'
import { UserError } from '../lib/errors.ts'
import { fieldOf, type NewRecord, put } from './field.ts'
import { defineFunction, type JsonRecord, type TableSource } from './function.ts'

export default defineFunction({
  name: 'lookup',
  summary: 'Adds fields from the row of a table, a CSV file or a dataset, that belongs to the record.',
  options: Type.Object({
    file: Type.Optional(
      Type.String({ minLength: 1, description: "A CSV file in the project's folder.", examples: ['stations.csv'] }),
    ),
    dataset: Type.Optional(
      Type.String({ minLength: 1, description: 'A dataset, in place of a file.', examples: ['stations'] }),
    ),
    on: Type.Record(Type.String(), Type.String(), {
      minProperties: 1,
      description:
        "The table's column for each field of the record that must agree with it; 7 and the text 7 agree. Of several rows the first counts.",
      examples: [{ station: 'id' }],
    }),
    take: Type.Optional(
      Type.Array(Type.String(), {
        description: 'The columns that are added; without it all but those in `on`.',
        examples: [['name', 'lat', 'lon']],
      }),
    ),
    prefix: Type.String({
      description: 'What the names of added fields begin with. A field that the record has already keeps its value.',
      default: '',
      examples: ['station_'],
    }),
    missing: Type.Union([Type.Literal('keep'), Type.Literal('reject'), Type.Literal('drop')], {
      description:
        'What becomes of a record without a row: it goes on as it is, is rejected, or is dropped and counted.',
      default: 'keep',
    }),
  }),
  cases: [
    {
      options: { file: 'stations.csv', on: { station: 'id' } },
      table: [
        { id: 7, name: 'Ebro', lat: 41.6 },
        { id: 8, name: 'Tajo' },
      ],
      given: [{ station: '7', temp: 16.5 }, { station: 8, name: 'mine' }, { station: 9 }],
      gives: [{ station: '7', temp: 16.5, name: 'Ebro', lat: 41.6 }, { station: 8, name: 'mine' }, { station: 9 }],
    },
    {
      options: { dataset: 'stations', on: { station: 'id' }, take: ['name'], prefix: 'station_', missing: 'reject' },
      table: [{ id: 'P-04', name: 'Ebro', lat: 41.6 }],
      given: [{ station: 'P-04' }, { station: 'P-05' }, {}],
      gives: [{ station: 'P-04', station_name: 'Ebro' }],
      rejects: [
        'cannot look up station "P-05": there is no such row in "stations"',
        'cannot look up station: the field is missing',
      ],
    },
    {
      options: { file: 'open.csv', on: { place: 'place', year: 'year' }, missing: 'drop' },
      table: [{ place: 'A', year: 2026, open: true }],
      given: [
        { place: 'A', year: 2026 },
        { place: 'A', year: 2025 },
      ],
      gives: [{ place: 'A', year: 2026, open: true }],
      dropped: 1,
    },
  ],

  needs: (options) => ({ tables: [sourceOf(options)] }),

  each({ on, take, prefix, missing, ...options }, { table, reject, drop }) {
    const source = sourceOf(options)
    const fields = Object.keys(on).map(fieldOf)
    const columns = Object.values(on).map(fieldOf)
    let rows: readonly JsonRecord[] | undefined
    let index = new Map<string, JsonRecord>()
    return (record) => {
      const current = table(source)
      if (current !== rows) {
        rows = current
        index = indexOf(
          rows,
          (row) => keyOf(columns.map((column) => column.read(row))),
          take,
          new Set(Object.values(on)),
        )
      }
      const values = fields.map((field) => field.read(record))
      const key = keyOf(values)
      const row = key === undefined ? undefined : index.get(key)
      if (row) return joined(record, row, prefix)
      if (missing === 'keep') return record
      if (missing === 'drop') return drop()
      const absent = fields.find((_, i) => values[i] === undefined || values[i] === null)
      if (absent) return reject(record, `cannot look up ${absent.name}: the field is missing`)
      const pairs = fields.map(({ name }, i) => `${name} "${String(values[i])}"`).join(', ')
      return reject(record, `cannot look up ${pairs}: there is no such row in "${Object.values(source)[0]}"`)
    }
  },
})

function sourceOf({ file, dataset }: { file?: string; dataset?: string }): TableSource {
  if (file !== undefined && dataset === undefined) return { file }
  if (dataset !== undefined && file === undefined) return { dataset }
  const hint = 'Write file: with a CSV file, or dataset: with its name.'
  throw new UserError('invalid', 'cannot use "lookup": expecting either "file" or "dataset"', { hint })
}

/** The columns to add, by key. */
function indexOf(
  rows: readonly JsonRecord[],
  keyOfRow: (row: JsonRecord) => string | undefined,
  take: readonly string[] | undefined,
  keys: ReadonlySet<string>,
): Map<string, JsonRecord> {
  const index = new Map<string, JsonRecord>()
  for (const row of rows) {
    const key = keyOfRow(row)
    if (key === undefined || index.has(key)) continue
    const added: NewRecord = {}
    for (const column of take ?? Object.keys(row)) {
      const value = row[column]
      if ((take || !keys.has(column)) && value !== undefined && value !== null) put(added, column, value)
    }
    index.set(key, added)
  }
  return index
}

/** Undefined where a part is missing: nothing agrees with it. */
function keyOf(values: readonly unknown[]): string | undefined {
  let key = ''
  for (const value of values) {
    if (value === undefined || value === null || typeof value === 'object') return undefined
    const text = String(value)
    key += `${text.length}:${text}`
  }
  return key
}

function joined(record: JsonRecord, row: JsonRecord, prefix: string): JsonRecord {
  let result: NewRecord | undefined
  for (const column of Object.keys(row)) {
    const name = prefix + column
    const own = Object.hasOwn(record, name) ? record[name] : undefined
    if (own !== undefined && own !== null) continue
    result ??= { ...record }
    put(result, name, row[column])
  }
  return result ?? record
}
