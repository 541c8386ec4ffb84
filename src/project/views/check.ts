import { parseDuration } from '../../lib/duration.ts'
import { UserError } from '../../lib/errors.ts'
import type { YamlEntry } from '../../lib/yaml-position.ts'
import type { ProjectFiles } from '../files.ts'
import { mapOf, type Tell } from '../part.ts'
import type { ProjectView } from '../project.ts'
import { checkStatements, type Statement } from '../sql-check.ts'
import { readSql } from '../sql-text.ts'
import { maybeEntry, parseOptions } from '../value.ts'
import { viewOptions } from './declaration.ts'
import { exportOf, type WrittenExport } from './export.ts'
import { parseRefresh, type RefreshPlan } from './refresh.ts'

interface ViewStatement extends Statement {
  readonly view: Omit<ProjectView, 'inputs' | 'tree'>
}

/** The views in an order in which each comes after those that it reads. */
export async function checkViews(
  entries: readonly YamlEntry[],
  datasets: readonly string[],
  files: ProjectFiles,
  tell: Tell,
): Promise<Map<string, ProjectView>> {
  const names = entries.map(({ key }) => key)
  const statements: ViewStatement[] = []
  for (const entry of entries) {
    if (datasets.includes(entry.key)) {
      const message = `cannot name view "${entry.key}": there is a dataset of this name`
      tell(new UserError('invalid', message, { at: entry.at, hint: 'Choose another name.' }))
    }
    const statement = await readView(entry, files, tell)
    if (statement) statements.push(statement)
  }
  const views = new Map<string, ProjectView>()
  for (const [{ view }, use] of await checkStatements(statements, [...datasets, ...names], tell)) {
    if (use.parameters.length > 0) {
      const message = `cannot use SQL of view "${view.name}": it has the parameter "$${use.parameters[0]}"`
      tell(new UserError('invalid', message, { at: view.at, hint: 'Parameters belong to endpoints.' }))
    }
    views.set(view.name, { ...view, inputs: use.datasets, tree: use.tree })
  }
  return inOrder(views, tell)
}

async function readView(entry: YamlEntry, files: ProjectFiles, tell: Tell): Promise<ViewStatement | undefined> {
  const owner = `view "${entry.key}"`
  const map = mapOf(entry, owner, tell)
  const example = { sql: 'sql/monthly.sql' }
  const options = parseOptions(viewOptions, map, entry.at, { owner, example, tell })
  if (!options) return undefined
  const at = (key: string) => maybeEntry(map, key, Object.keys(viewOptions.properties))?.node.at ?? entry.at
  const node = maybeEntry(map, 'sql', ['sql'])!.node
  const text = node.kind === 'scalar' ? await readSql(node, owner, files, tell) : undefined
  const attempt = <T>(key: string, read: () => T): T | undefined => {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      tell(new UserError(error.code, error.message, { at: at(key), hint: error.hint }))
      return undefined
    }
  }
  const refresh = attempt('refresh', () => parseRefresh(String(options.refresh)))
  const target = options.export as WrittenExport | undefined
  const targetNode = maybeEntry(map, 'export', ['export'])?.node
  const exported = target && attempt('export', () => exportOf(target, targetNode, owner))
  if (!text || !refresh) return undefined
  return {
    name: `SQL of ${owner}`,
    text,
    view: {
      name: entry.key,
      sql: text.sql,
      refresh: refresh as RefreshPlan,
      history_ms: parseDuration(String(options.history)),
      ...(typeof options.tenant === 'string' ? { tenant: options.tenant } : {}),
      ...(options.key ? { key: options.key as string[] } : {}),
      ...(exported ? { export: exported } : {}),
      at: entry.at,
      origin: text.origin,
    },
  }
}

/** Each view after those that it reads; one that reads itself, through whichever others, is told. */
function inOrder(views: ReadonlyMap<string, ProjectView>, tell: Tell): Map<string, ProjectView> {
  const ordered = new Map<string, ProjectView>()
  const path: string[] = []
  const visit = (view: ProjectView) => {
    if (ordered.has(view.name)) return
    if (path.includes(view.name)) {
      const way = [...path.slice(path.indexOf(view.name)), view.name].map((name) => `"${name}"`)
      const message = `cannot compute view ${way[0]}: it reads itself (${way.join(' reads ')})`
      tell(new UserError('invalid', message, { at: view.at, hint: 'Let one of them read datasets only.' }))
      return
    }
    path.push(view.name)
    for (const input of view.inputs) {
      const other = views.get(input)
      if (other) visit(other)
    }
    path.pop()
    ordered.set(view.name, view)
  }
  for (const view of views.values()) visit(view)
  return ordered
}
