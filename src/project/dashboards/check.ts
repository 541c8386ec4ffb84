/** `dashboards:` of the project file, and the files that it names. */
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { UserError } from '../../lib/errors.ts'
import { parseYaml, type YamlEntry, type YamlMap } from '../../lib/yaml-position.ts'
import type { Dashboard } from '../../model/dashboard.ts'
import type { ProjectFiles } from '../files.ts'
import type { Tell } from '../part.ts'
import { checkStatements, type StatementUse } from '../sql-check.ts'
import { parseOptions, parseValue } from '../value.ts'
import { checkAnnotation } from './annotation-check.ts'
import { checkArrangement } from './arrangement-check.ts'
import type { ProjectDashboard } from './dashboard.ts'
import { dashboardFiles, dashboardOptions } from './declaration.ts'
import { checkPanel, checkVariable, type DashboardStatement } from './panel-check.ts'

/** Where dashboards lie unless the project says otherwise. */
const standard = ['dashboards']

const namePattern = /^[a-z][a-z0-9_-]{0,63}$/

/** What a dashboard may ask. */
export interface DashboardNames {
  /** Datasets, those of rejected records, and views. */
  readonly tables: readonly string[]
  readonly monitors: readonly string[]
  /** With tiles. */
  readonly maps: readonly string[]
  readonly files: ProjectFiles
}

/** A file with its text. */
interface Written {
  readonly name: string
  readonly file: string
  readonly text: string
}

/** The folder of new dashboards. */
function dashboardFolder(listed: readonly string[]): string {
  return listed.find((path) => !path.endsWith('.yaml')) ?? standard[0]!
}

export async function checkDashboards(
  entry: YamlEntry | undefined,
  names: DashboardNames,
  tell: Tell,
): Promise<{ readonly dashboards: Map<string, ProjectDashboard>; readonly folder: string }> {
  const listed = entry ? listedIn(entry, tell) : standard
  const written: Written[] = []
  for (const path of listed) {
    const found = path.endsWith('.yaml')
      ? [path]
      : (await names.files.list(path)).filter((file) => file.endsWith('.yaml')).map((file) => `${path}/${file}`)
    for (const file of found) {
      const at = entry?.node.at ?? { file, line: 1, column: 1 }
      const text = await names.files.read(file, 'dashboards', at, tell)
      if (text !== undefined) written.push({ name: basename(file, '.yaml'), file, text })
    }
  }
  for (const { name, file } of written) {
    const twin = written.find((other) => other.name === name)!
    const why = twin.file === file ? undefined : `"${twin.file}" has the same name`
    const at = { file, line: 1, column: 1 }
    if (why) tell(new UserError('invalid', `cannot use dashboard "${file}": ${why}`, { at, hint: 'Rename one.' }))
  }
  return { dashboards: await readDashboards(written, names, tell), folder: dashboardFolder(listed) }
}

/** One dashboard as it would be with this text; throws its first mistake, or undefined without any. */
export async function readDashboard(
  written: Written,
  names: DashboardNames,
  tell: Tell,
): Promise<ProjectDashboard | undefined> {
  return (await readDashboards([written], names, tell)).get(written.name)
}

async function readDashboards(
  all: readonly Written[],
  { tables, monitors, maps, files }: DashboardNames,
  tell: Tell,
): Promise<Map<string, ProjectDashboard>> {
  const statements: DashboardStatement[] = []
  const read = new Map<
    string,
    { readonly written: Written; readonly dashboard: Dashboard; readonly names: readonly string[] }
  >()
  for (const written of all) {
    const { name, file, text } = written
    const root = rootOf(written, tell)
    if (!root) continue
    const owner = `dashboard "${name}"`
    if (!namePattern.test(name)) {
      const message = `cannot name ${owner}: expecting lower-case letters, digits, - and _, beginning with a letter`
      tell(new UserError('invalid', message, { at: { file, line: 1, column: 1 }, hint: `Rename ${file}.` }))
    }
    const example = { title: 'The shop' }
    const options = parseOptions(dashboardOptions, root, root.at, { owner, example, tell })
    if (!options) continue
    const dashboard = options as unknown as Dashboard
    const context = { owner, name, files, tables, monitors, maps, tell }
    checkArrangement(root, dashboard, owner, tell)
    for (const [section, check] of Object.entries(checks)) {
      for (const entry of entriesOf(root, section)) statements.push(...(await check(entry, dashboard, context)))
    }
    read.set(name, { written: { name, file, text }, dashboard, names: searched(dashboard) })
  }
  const uses = statements.length > 0 ? await checkStatements(statements, tables, tell) : new Map<never, StatementUse>()
  const found = new Map<string, ProjectDashboard>()
  for (const [name, { written, dashboard, names }] of read) {
    const own = [...uses].filter(([{ dashboard }]) => dashboard === name)
    found.set(name, {
      name,
      file: written.file,
      text: written.text,
      version: versionOf(written.text),
      dashboard,
      inputs: [...new Set([...names, ...own.flatMap(([, use]) => use.datasets)])],
      statements: Object.fromEntries(own.map(([{ key, text }]) => [key, text.sql])),
      at: { file: written.file, line: 1, column: 1 },
    })
  }
  return found
}

/** What asks something, by its section. */
const checks = { variables: checkVariable, panels: checkPanel, annotations: checkAnnotation }

/** What it reads without SQL. */
function searched({ panels, annotations = {} }: Dashboard): string[] {
  return [...Object.values(panels).map(({ query }) => query), ...Object.values(annotations)].flatMap(
    (asked) => asked?.in ?? [],
  )
}

/** A text that is another one for another content. */
export function versionOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

function listedIn(entry: YamlEntry, tell: Tell): readonly string[] {
  const context = { owner: 'the project', example: { dashboards: 'dashboards' }, tell }
  const value = parseValue(dashboardFiles, 'dashboards', entry.node, context)
  return [value ?? []].flat().map((path) => String(path).replace(/\/+$/, ''))
}

function rootOf({ file, text }: Written, tell: Tell): YamlMap | undefined {
  const { root, problems } = parseYaml(text, file)
  for (const problem of problems) tell(problem)
  if (problems.length > 0) return undefined
  if (root?.kind === 'map') return root
  const at = root?.at ?? { file, line: 1, column: 1 }
  const message = 'cannot read dashboard: expecting keys'
  tell(new UserError('invalid', message, { at, hint: 'Begin with "title:", then "panels:".' }))
  return undefined
}

function entriesOf(root: YamlMap, key: string): readonly YamlEntry[] {
  const node = root.entries.find((entry) => entry.key === key)?.node
  return node?.kind === 'map' ? node.entries : []
}
