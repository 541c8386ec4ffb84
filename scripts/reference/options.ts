import type { TSchema } from 'typebox'
import { expectationOf, type Schema } from '../../src/project/expectation.ts'
import { table } from './page.ts'

/** The options of a map as a table: key, what it takes, default, what it is. Keys of inner maps follow with their path. */
export function optionsTable(schema: TSchema): string {
  const rows = rowsOf(schema as Schema, '')
  return rows.length > 0 ? table(['option', 'takes', 'default', ''], rows) : 'It has no options of its own.\n'
}

function rowsOf({ properties = {}, required = [] }: Schema, path: string): string[][] {
  return Object.entries(properties).flatMap(([key, option]) => {
    const standard =
      option.default === undefined ? (required.includes(key) ? 'required' : '') : `\`${shown(option.default)}\``
    return [
      [`\`${path}${key}\``, expectationOf(option), standard, option.description ?? ''],
      ...rowsOf(option, `${path}${key}.`),
    ]
  })
}

/** A value as it would stand in the project file. */
function shown(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : JSON.stringify(value)
}
