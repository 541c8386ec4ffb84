/** The scope of an endpoint: an expression that decides which rows a token sees, put before the query as a view of each dataset. */
import { UserError } from '../../lib/errors.ts'
import { quoteText } from '../../lib/sql-text.ts'
import type { YamlMap } from '../../lib/yaml-position.ts'
import type { Tell } from '../part.ts'
import type { StatementUse } from '../sql-check.ts'
import { belowLine, originOf, type SqlText } from '../sql-text.ts'
import { maybeEntry } from '../value.ts'

export interface ScopeText {
  readonly text: SqlText
  /** A statement that is sound when the expression is; the values of the token are parameters in it. */
  readonly probe: SqlText
}

const tokenValue = /\$token\.([a-z][a-z0-9_]*)/g
const probeStart = 'select 1 where (\n'

export function readScope(map: YamlMap, owner: string, isPublic: boolean, tell: Tell): ScopeText | undefined {
  const node = maybeEntry(map, 'scope', ['scope'])?.node
  if (node?.kind !== 'scalar') return undefined
  const sql = String(node.value)
  if (isPublic) {
    const message = `cannot use scope of ${owner}: nobody who asks a public endpoint has a token`
    tell(new UserError('invalid', message, { at: node.at, hint: 'Remove "public", or the scope.' }))
  }
  const origin = originOf(node, sql)
  const probe = `${probeStart}${sql.replace(tokenValue, (_, name) => `$token_${name}`)}\n)`
  return { text: { sql, origin }, probe: { sql: probe, origin: belowLine(origin) } }
}

/** It names values of the token as values, not within texts, and reads nothing. */
export function checkScope({ text }: ScopeText, use: StatementUse, path: string, tell: Tell): void {
  const names = [...text.sql.matchAll(tokenValue)].map(([, name]) => name)
  const other = use.parameters.find((name) => !names.some((known) => name === `token_${known}`))
  const refuse = (why: string, hint: string) =>
    tell(new UserError('invalid', `cannot use scope of endpoint "${path}": ${why}`, { at: text.origin, hint }))
  if (use.datasets.length > 0) refuse('it reads datasets itself', 'Compare columns with values of the token only.')
  else if (names.length === 0) refuse('it names no value of the token', 'Write it like company = $token.company.')
  else if (other !== undefined) refuse(`"$${other}" is no value of the token`, 'Write $token.company and the like.')
  else if (use.places !== names.length)
    refuse('it has a value of the token within a text', 'Take it out of the quotes.')
}

/** The expression with the values of a token in place; throws `forbidden` for a token that lacks one. */
export function scopeWith(
  scope: string,
  path: string,
  caller: { readonly name: string; readonly attributes?: Readonly<Record<string, string>> },
): string {
  return scope.replace(tokenValue, (_, name: string) => {
    const value = caller.attributes && Object.hasOwn(caller.attributes, name) ? caller.attributes[name] : undefined
    if (value !== undefined) return quoteText(value)
    throw new UserError('forbidden', `cannot use ${path}: the token "${caller.name}" has no ${name}`, {
      hint: `Make one that has: caudal token create <name> --set ${name}=<value>`,
    })
  })
}
