/** SQL parsed by the engine in a process that lives no longer than it takes: whoever checks a project loads no engine. */
import { fork } from 'node:child_process'
import { entryFile } from '../../../lib/entry.ts'
import { UserError } from '../../../lib/errors.ts'
import type { ParseReply } from './sql-parser-process.ts'

/** The tree of one statement, for `checkTree`, or why it has none. */
export type ParsedSql = { readonly tree: unknown } | { readonly error: UserError }

/** Parses all of the texts at once; a text that is no query has its error, with the place in the text. */
export async function parseStatements(texts: readonly string[]): Promise<ParsedSql[]> {
  if (texts.length === 0) return []
  const child = fork(entryFile(import.meta.url, './sql-parser-process'), [], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    serialization: 'advanced',
  })
  try {
    const replies = await new Promise<readonly ParseReply[]>((resolve, reject) => {
      child.once('message', resolve)
      child.once('error', reject)
      child.once('exit', (code) => reject(new Error(`The process that parses SQL ended with ${code}.`)))
      child.send(texts)
    })
    return replies.map((reply) =>
      'tree' in reply
        ? { tree: JSON.parse(reply.tree) as unknown }
        : { error: UserError.fromBody(reply.error) as UserError },
    )
  } finally {
    child.kill('SIGKILL')
  }
}
