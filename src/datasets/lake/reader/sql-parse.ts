import type { DuckDBConnection } from '@duckdb/node-api'
import { UserError } from '../../../lib/errors.ts'
import { didYouMean } from '../../../lib/similar.ts'
import { placeOf } from '../../../query/sql-place.ts'
import { isTooDeep, tooDeep } from './engine-error.ts'

/** Longer texts are a mistake, and the parser takes long over them. */
const sqlBytesLimit = 1 << 20

export function checkText(sql: string): void {
  if (Buffer.byteLength(sql) > sqlBytesLimit) {
    throw new UserError('too_large', 'cannot run query: its text has more than 1 MB', {
      hint: 'Put long lists into a dataset, and join it.',
    })
  }
  if (sql.includes('\0')) {
    // The engine would check the text up to its end, and run it up to here.
    throw new UserError('invalid', 'cannot run query: its text has a character of value zero', { hint: 'Remove it.' })
  }
}

export function noQuery(): UserError {
  return new UserError('forbidden', 'cannot run query: only queries that read are allowed', {
    hint: 'Write a SELECT, or WITH … SELECT. PIVOT needs its values: PIVOT t ON a IN (…) USING sum(b).',
  })
}

interface Refusal {
  readonly error?: boolean
  readonly error_type?: string
  readonly error_message?: string
  readonly position?: string
}

/** The tree that the engine's own parser makes of the text, as JSON, which it does for queries only. */
export async function parseTree(connection: DuckDBConnection, query: string): Promise<string> {
  const reader = await connection.runAndReadAll('select json_serialize_sql($1::varchar)', [query])
  const text = String(reader.value(0, 0))
  const tree = JSON.parse(text) as Refusal & { statements?: readonly unknown[] }
  if (tree.statements?.length === 0) {
    throw new UserError('invalid', 'cannot run query: it is empty', { hint: 'Write a SELECT.' })
  }
  if (!tree.error) return text
  const message = tree.error_message ?? 'it is no SQL'
  if (tree.error_type === 'not implemented') throw noQuery()
  if (isTooDeep(message)) throw tooDeep()
  const position = tree.position === undefined ? undefined : Number(tree.position)
  throw new UserError('invalid', `cannot run query: ${message}`, {
    at: placeOf(query, position),
    hint: firstWordHint(query, position),
  })
}

/** What a query may begin with. */
const firstWords = ['select', 'from', 'with', 'describe', 'show', 'summarize', 'explain', 'values', 'pivot', 'unpivot']

/** The parser does not get past a first word that it does not know. */
function firstWordHint(query: string, position: number | undefined): string | undefined {
  const { index, 0: word } = /\w+/.exec(query) ?? {}
  return word !== undefined && index === position ? didYouMean(word, firstWords) : undefined
}
