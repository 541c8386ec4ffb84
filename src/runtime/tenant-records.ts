/** Which records of a stream belong to a client company: those that its datasets would give it. */
import { isJsonObject } from '../model/record.ts'
import type { Project } from '../project/project.ts'
import type { Matcher } from '../query/match.ts'
import type { Caller } from './access.ts'

/** A stream that no dataset stores with a column for companies has nothing for any of them. */
export function recordsOfTenant(
  { datasets }: Project,
  stream: string,
  { values }: NonNullable<Caller['tenant']>['rows'],
): Matcher {
  const columns = [...datasets.values()].filter(({ from }) => from === stream).map(({ tenant }) => tenant)
  if (columns.length === 0 || columns.includes(undefined)) return () => false
  const fields = columns.map((column) => column!.toLowerCase())
  return (record) => fields.every((field) => values.includes(textAt(record, field) ?? ''))
}

/** The text of a field, or of one within others by its dotted name. Columns know no case, and a name that is there twice tells nothing. */
function textAt(record: Readonly<Record<string, unknown>>, field: string): string | undefined {
  const found: unknown[] = []
  for (const [name, value] of Object.entries(record)) {
    const folded = name.toLowerCase()
    if (folded === field) found.push(value)
    else if (field.startsWith(`${folded}.`) && isJsonObject(value)) {
      const inner = textAt(value, field.slice(folded.length + 1))
      if (inner !== undefined) found.push(inner)
    }
  }
  const [value] = found
  if (found.length !== 1 || value === null || typeof value === 'object') return undefined
  return String(value)
}
