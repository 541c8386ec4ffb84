/** Parses the SQL texts of one message, runs none of them, and ends. */
import '../../../lib/no-debugger.ts'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { type ErrorBody, messageOf, UserError } from '../../../lib/errors.ts'
import { checkText, parseTree } from './sql-parse.ts'

export type ParseReply = { readonly tree: string } | { readonly error: ErrorBody }

process.on('disconnect', () => process.exit())

process.on('message', async (texts: readonly string[]) => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', enable_external_access: 'false' })
  const connection = await instance.connect()
  const replies: ParseReply[] = []
  for (const text of texts) replies.push(await parse(connection, text))
  process.send!(replies)
})

async function parse(connection: DuckDBConnection, text: string): Promise<ParseReply> {
  try {
    checkText(text)
    return { tree: await parseTree(connection, text) }
  } catch (error) {
    const known = error instanceof UserError ? error : new UserError('invalid', `cannot run query: ${messageOf(error)}`)
    return { error: known.toBody() }
  }
}
