/** What monitors ask, in SQL and KQL: parsed while the project is read, so that a mistake is told with its place and nothing has to fail first. */
import { type Place, UserError } from '../../lib/errors.ts'
import type { YamlEntry, YamlScalar } from '../../lib/yaml-position.ts'
import { parseKql } from '../../query/kql/parse.ts'
import { selectedColumns } from '../../query/sql-columns.ts'
import { inWords } from '../expectation.ts'
import type { ProjectFiles } from '../files.ts'
import type { Tell } from '../part.ts'
import type { ProjectMonitor } from '../project.ts'
import { checkStatements, type Statement } from '../sql-check.ts'
import { belowLine, placeIn, placeOfError, readSql, type SqlText } from '../sql-text.ts'
import { checkMonitor, type MonitorNames } from './check.ts'
import { checkWording } from './wording.ts'

interface MonitorStatement extends Statement {
  readonly monitor: string
  readonly role: 'sql' | 'when'
}

/** The parameters that a query of a monitor may have. */
const times = ['from', 'until']

export async function checkMonitors(
  entries: readonly YamlEntry[],
  names: MonitorNames,
  tables: readonly string[],
  files: ProjectFiles,
  tell: Tell,
): Promise<Map<string, ProjectMonitor>> {
  const monitors = new Map<string, ProjectMonitor>()
  const columns = new Map<string, readonly string[] | undefined>()
  const statements: MonitorStatement[] = []
  for (const entry of entries) {
    const monitor = checkMonitor(entry, names, tell)
    if (monitor) monitors.set(entry.key, monitor)
    statements.push(...(await statementsOf(entry, files, tell)))
    await checkKql(entry, files, tell)
  }
  for (const [statement, { datasets, parameters, tree }] of await checkStatements(statements, tables, tell)) {
    const monitor = monitors.get(statement.monitor)
    const allowed = statement.role === 'sql' ? times : []
    for (const name of parameters.filter((one) => !allowed.includes(one)))
      tell(unknownParameter(statement, name, allowed))
    if (statement.role !== 'sql' || monitor?.condition.kind !== 'query') continue
    columns.set(monitor.name, selectedColumns(tree))
    const query = { sql: statement.text.sql }
    monitors.set(monitor.name, { ...monitor, inputs: datasets, condition: { ...monitor.condition, query } })
  }
  for (const entry of entries) {
    const monitor = monitors.get(entry.key)
    if (monitor) checkWording(entry, monitor, columns.get(entry.key), tell)
  }
  for (const { name, inhibited_by, at } of monitors.values()) {
    for (const cause of inhibited_by.filter((one) => monitors.get(one)?.condition.kind === 'record')) {
      const message = `cannot let monitor "${cause}" inhibit "${name}": it looks at records, and they are over at once`
      tell(new UserError('invalid', message, { at, hint: 'Name a monitor with a query.' }))
    }
  }
  return monitors
}

async function statementsOf(entry: YamlEntry, files: ProjectFiles, tell: Tell): Promise<MonitorStatement[]> {
  const statements: MonitorStatement[] = []
  const name = (role: string) => `${role} of monitor "${entry.key}"`
  const sql = textNode(entry, 'sql')
  const text = sql && (await readSql(sql, `monitor "${entry.key}"`, files, tell))
  if (text) statements.push({ name: name('SQL'), text, monitor: entry.key, role: 'sql' })
  const when = await inlineText(entry, 'when', files, tell)
  if (!when) return statements
  const hint = textNode(entry, 'on')
    ? "It is SQL, such as level = 'error'; KQL stands under kql, in place of on."
    : 'It is SQL, such as value > 0.'
  statements.push({ name: name('condition'), text: asStatement(when), monitor: entry.key, role: 'when', hint })
  return statements
}

/** A condition stands on lines of its own within a statement: what is told of its second line is of the first of the text. */
function asStatement({ sql, origin }: SqlText): SqlText {
  return { sql: `select (\n${sql}\n)`, origin: belowLine(origin) }
}

async function checkKql(entry: YamlEntry, files: ProjectFiles, tell: Tell): Promise<void> {
  const text = await inlineText(entry, 'kql', files, tell)
  if (!text) return
  try {
    parseKql(text.sql)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const message = `cannot use kql of monitor "${entry.key}": ${error.message}`
    tell(new UserError(error.code, message, { at: placeOfError(text, error), hint: error.hint }))
  }
}

/** A text with its place, which is never the name of a file. */
async function inlineText(
  entry: YamlEntry,
  key: string,
  files: ProjectFiles,
  tell: Tell,
): Promise<SqlText | undefined> {
  const node = textNode(entry, key)
  return node && !/^\S+\.sql$/.test(String(node.value)) ? readSql(node, entry.key, files, tell) : undefined
}

function textNode({ node }: YamlEntry, key: string): YamlScalar | undefined {
  const value = node.kind === 'map' ? node.entries.find((entry) => entry.key === key)?.node : undefined
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value : undefined
}

function unknownParameter(
  { name, text, role }: MonitorStatement,
  parameter: string,
  allowed: readonly string[],
): UserError {
  const known = allowed.length > 0 ? `Use ${inWords(allowed.map((one) => `$${one}`))}.` : 'Write the value itself.'
  return new UserError('invalid', `cannot use ${name}: there is no parameter "$${parameter}"`, {
    at: placeIn(text.origin, role === 'when' ? placeOfParameter(text.sql, parameter) : undefined),
    hint: known,
  })
}

function placeOfParameter(sql: string, name: string): Place {
  const before = sql.slice(0, Math.max(0, sql.toLowerCase().indexOf(`$${name.toLowerCase()}`)))
  const lines = before.split('\n')
  return { line: lines.length, column: [...lines.at(-1)!].length + 1 }
}
