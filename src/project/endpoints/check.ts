import { parseDuration } from '../../lib/duration.ts'
import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import type { YamlEntry } from '../../lib/yaml-position.ts'
import { type ResultFormat, resultFormats } from '../../model/result-format.ts'
import { columnsBefore, withoutReserved } from '../../query/sql-columns.ts'
import type { ProjectFiles } from '../files.ts'
import { mapOf, type Tell } from '../part.ts'
import type { ProjectEndpoint, Rate } from '../project.ts'
import { checkStatements, type Statement, type StatementUse } from '../sql-check.ts'
import { behind, readSql, type SqlText } from '../sql-text.ts'
import { maybeEntry, parseOptions } from '../value.ts'
import { endpointOptions } from './declaration.ts'
import { type EndpointParameter, readParameters } from './parameters.ts'
import { pathMistake, pathParameters, pathShape } from './path.ts'
import { checkScope, readScope, type ScopeText } from './scope.ts'

/** An endpoint whose statements are not parsed yet. */
interface Draft {
  readonly entry: YamlEntry
  readonly options: Readonly<Record<string, unknown>>
  readonly params: readonly EndpointParameter[]
  readonly text: SqlText
  readonly notFound: SqlText | undefined
  readonly scope: ScopeText | undefined
}

interface EndpointStatement extends Statement {
  readonly draft: Draft
  readonly role: 'sql' | 'not_found' | 'page' | 'scope'
}

export async function checkEndpoints(
  entries: readonly YamlEntry[],
  datasets: readonly string[],
  files: ProjectFiles,
  tell: Tell,
): Promise<Map<string, ProjectEndpoint>> {
  const statements: EndpointStatement[] = []
  const shapes = new Map<string, string>()
  for (const entry of entries) {
    checkPath(entry, shapes, tell)
    const draft = await readEndpoint(entry, files, tell)
    if (draft) statements.push(...statementsOf(draft))
  }
  const uses = await checkStatements(statements, datasets, tell)
  const endpoints = new Map<string, ProjectEndpoint>()
  for (const [statement, use] of uses) {
    if (statement.role === 'scope') checkScope(statement.draft.scope!, use, statement.draft.entry.key, tell)
    if (statement.role !== 'sql') continue
    const other = [...uses].find(([{ role, draft }]) => role === 'not_found' && draft === statement.draft)
    const endpoint = endpointOf(statement.draft, use, other?.[1])
    checkUse(statement.draft, [...endpoint.parameters, ...(endpoint.notFound?.parameters ?? [])], tell)
    endpoints.set(endpoint.name, endpoint)
  }
  return endpoints
}

/** A page is a part of the rows that the text selects. */
export function pageSql(sql: string): string {
  return `select * from (${sql}\n) limit $_limit offset $_offset`
}

function checkPath({ key, at }: YamlEntry, shapes: Map<string, string>, tell: Tell): void {
  const [why, hint] = pathMistake(key) ?? []
  if (why) tell(new UserError('invalid', `cannot publish endpoint "${key}": ${why}`, { at, hint }))
  const twin = shapes.get(pathShape(key))
  if (twin !== undefined && twin !== key) {
    const message = `cannot publish endpoint "${key}": "${twin}" takes the same requests`
    tell(new UserError('invalid', message, { at, hint: 'Keep one of them.' }))
  }
  shapes.set(pathShape(key), key)
}

async function readEndpoint(entry: YamlEntry, files: ProjectFiles, tell: Tell): Promise<Draft | undefined> {
  const owner = `endpoint "${entry.key}"`
  const map = mapOf(entry, owner, tell)
  const example = { sql: 'select * from readings' }
  const options = parseOptions(endpointOptions, map, entry.at, { owner, example, tell })
  if (!options) return undefined
  const sql = maybeEntry(map, 'sql', ['sql'])!.node
  const text = sql.kind === 'scalar' ? await readSql(sql, owner, files, tell) : undefined
  const node = maybeEntry(map, 'not_found', ['not_found'])?.node
  const isSql = node?.kind === 'scalar' && /^\s*(select|with|from)\b|\.sql$/i.test(String(node.value))
  const notFound = isSql && node.kind === 'scalar' ? await readSql(node, owner, files, tell) : undefined
  const params = readParameters(maybeEntry(map, 'params', ['params'])?.node, options.params, owner, tell)
  const scope = readScope(map, owner, options.public === true, tell)
  return text && params && { entry, options, params, text, notFound, scope }
}

function statementsOf(draft: Draft): EndpointStatement[] {
  const { entry, options, text, notFound, scope } = draft
  const name = `SQL of endpoint "${entry.key}"`
  const statements: EndpointStatement[] = [{ name, text, draft, role: 'sql' }]
  if (notFound) {
    statements.push({ name: `not_found of endpoint "${entry.key}"`, text: notFound, draft, role: 'not_found' })
  }
  if (options.pages) {
    // What comes behind the text must not be cut off by it.
    statements.push({ name, text: { ...text, sql: pageSql(text.sql) }, draft, role: 'page', from: statements[0]! })
  }
  if (scope) {
    statements.push({ name: `scope of endpoint "${entry.key}"`, text: scope.probe, draft, role: 'scope' })
  }
  return statements
}

function endpointOf(
  { entry, options, params, text, notFound, scope }: Draft,
  use: StatementUse,
  otherUse: StatementUse | undefined,
): ProjectEndpoint {
  const own = (parameters: readonly string[]) => parameters.filter((name) => !name.startsWith('_'))
  return {
    name: entry.key,
    sql: use.reserved ? withoutReserved(text.sql, use.reserved) : text.sql,
    inputs: [...new Set([...use.datasets, ...(otherUse?.datasets ?? [])])],
    parameters: own(use.parameters),
    params,
    ...(typeof options.summary === 'string' ? { summary: options.summary } : {}),
    one: options.one === true || options.limit === 1,
    limit: Number(options.limit),
    pages: options.pages === true,
    formats: (options.formats as ResultFormat[] | undefined) ?? resultFormats,
    isPublic: options.public === true,
    ...(scope ? { scope: scope.text.sql } : {}),
    rates: [options.rate ?? []].flat().map((rate) => parseRate(String(rate))),
    cors: (options.cors as string[] | undefined) ?? [],
    ...(options.not_found === undefined
      ? {}
      : {
          notFound: notFound
            ? { sql: notFound.sql, parameters: own(otherUse?.parameters ?? []) }
            : { text: String(options.not_found), parameters: [] },
        }),
    at: entry.at,
    // Mistakes are told in the text as it was written.
    origin: use.reserved ? behind(text.origin, columnsBefore) : text.origin,
  }
}

/** Each parameter of the SQL and of the path is declared, and each that is declared is used. */
function checkUse({ entry, options, params }: Draft, used: readonly string[], tell: Tell): void {
  const at = entry.at
  const owner = `endpoint "${entry.key}"`
  const declared = params.map(({ name }) => name)
  for (const name of new Set([...used, ...pathParameters(entry.key)])) {
    if (declared.includes(name)) continue
    const message = `cannot use ${owner}: its parameter "$${name}" is not declared`
    const hint = didYouMean(name, declared) ?? `Declare it, like params: { ${name}: text }.`
    tell(new UserError('invalid', message, { at, hint }))
  }
  const idle = params.filter(({ name }) => !used.includes(name))
  for (const { name, at } of idle) {
    const message = `cannot use ${owner}: its parameter "${name}" does not occur in the SQL`
    tell(new UserError('invalid', message, { at, hint: `Write $${name} where its value belongs, or remove it.` }))
  }
  const taken = options.pages ? params.find(({ name }) => name === 'limit' || name === 'offset') : undefined
  if (taken) {
    const message = `cannot use ${owner}: its pages have the parameter "${taken.name}" already`
    tell(new UserError('invalid', message, { at: taken.at, hint: 'Give yours another name.' }))
  }
}

/** `100/m` */
export function parseRate(text: string): Rate {
  const [most, unit] = text.split('/')
  return { most: Number(most), window_ms: parseDuration(`1${unit}`) }
}
