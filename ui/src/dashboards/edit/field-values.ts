/** The SQL of a variable whose values are those of a field, perhaps only of what is chosen before it: written and read again. Pure. */
import type { Variable } from '../../../../src/model/dashboard.ts'

export interface FieldValues {
  readonly dataset: string
  readonly field: string
  /** Variables before it, each of the name of its field. */
  readonly within: readonly string[]
}

/** `isMulti` tells of which variables several may be chosen. */
export function fieldSql({ dataset, field, within }: FieldValues, isMulti: (name: string) => boolean): string {
  const conditions = within.map((name) => {
    const text = `${quoted(name)}::varchar`
    return `($${name} is null or ${isMulti(name) ? `${text} = any($${name})` : `${text} = $${name}`})`
  })
  const where = [`${quoted(field)} is not null`, ...conditions].join(' and ')
  return `select distinct ${quoted(field)} from ${quoted(dataset)} where ${where} order by 1`
}

const name = '"((?:[^"]|"")+)"'
const whole = new RegExp(`^select distinct ${name} from ${name} where ${name} is not null(.*) order by 1$`)

/** Undefined for SQL that says something else. */
export function maybeFieldValues(sql: string | undefined, variables: Readonly<Record<string, Variable>>) {
  const [, field = '', dataset = '', again, rest = ''] = whole.exec(sql ?? '') ?? []
  if (again === undefined || again !== field) return undefined
  const within = [...rest.matchAll(/\(\$([a-z][a-z0-9_]*) is null or /g)].map(([, one = '']) => one)
  const read: FieldValues = { dataset: unquoted(dataset), field: unquoted(field), within }
  return fieldSql(read, (one) => variables[one]?.multi === true) === sql ? read : undefined
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

function unquoted(text: string): string {
  return text.replaceAll('""', '"')
}
