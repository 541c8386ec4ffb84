/** Variables and annotations while they are written: their order, their names, and who names them. Pure. */
import type { Annotation, Dashboard, Panel, Variable } from '../../../../src/model/dashboard.ts'

/** A part with its name, and the one that it has in the dashboard; undefined for a new one. */
export interface Part<Kind> {
  readonly name: string
  readonly was: string | undefined
  readonly part: Kind
}

export type Parts<Kind> = readonly Part<Kind>[]

export function partsOf<Kind>(all: Readonly<Record<string, Kind>> = {}): Parts<Kind> {
  return Object.entries(all).map(([name, part]) => ({ name, was: name, part }))
}

/** One of them goes up (-1) or down (1), as far as there is room. */
export function moved<Kind>(parts: Parts<Kind>, from: number, by: -1 | 1): Parts<Kind> {
  const to = from + by
  if (to < 0 || to >= parts.length) return parts
  const next = [...parts]
  next.splice(to, 0, ...next.splice(from, 1))
  return next
}

export function withAnnotations(dashboard: Dashboard, parts: Parts<Annotation>): Dashboard {
  const { annotations: _, ...rest } = dashboard
  return parts.length === 0 ? rest : { ...rest, annotations: recordOf(parts) }
}

/** Whatever names a variable that has another name now names it so. */
export function withVariables(dashboard: Dashboard, parts: Parts<Variable>): Dashboard {
  const names = new Map(parts.flatMap(({ name, was }) => (was !== undefined && was !== name ? [[was, name]] : [])))
  const named = { ...dashboard, variables: recordOf(parts) }
  if (names.size === 0) return named
  const { variables, panels, annotations } = named
  return {
    ...named,
    variables: each(variables, (one) => withSql(one, names)),
    panels: each(panels, (panel) => renamedIn(panel, names)),
    ...(annotations ? { annotations: each(annotations, (one) => withSql(one, names)) } : {}),
  }
}

type Names = ReadonlyMap<string, string>

function renamedIn(panel: Panel, names: Names): Panel {
  const { query, links } = panel
  return {
    ...panel,
    ...(query ? { query: withSql(renamedQuery(query, names), names) } : {}),
    ...(links ? { links: links.map((link) => ({ ...link, to: link.to.replaceAll(chosen, linkName(names)) })) } : {}),
  }
}

function renamedQuery(query: NonNullable<Panel['query']>, names: Names): NonNullable<Panel['query']> {
  const { where, every } = query
  return {
    ...query,
    ...(where ? { where: each(where, (one) => names.get(one) ?? one) } : {}),
    ...(every?.startsWith('$') ? { every: `$${names.get(every.slice(1)) ?? every.slice(1)}` } : {}),
  }
}

/** `{service}` is a value of what was clicked, `$service` one that is chosen: in links neither is a name of a variable. */
const chosen = /([?&]var-)([a-z][a-z0-9_]*)(?==)/g

function linkName(names: Names) {
  return (_: string, before: string, name: string) => `${before}${names.get(name) ?? name}`
}

/** Texts, quoted names and comments of SQL, and its parameters. */
const tokens = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$([a-z_]\w*)/gi

function withSql<One extends { readonly sql?: string }>(one: One, names: Names): One {
  if (one.sql === undefined) return one
  const sql = one.sql.replaceAll(tokens, (text, name?: string) =>
    name === undefined ? text : `$${names.get(name) ?? name}`,
  )
  return { ...one, sql }
}

function recordOf<Kind>(parts: Parts<Kind>): Record<string, Kind> {
  return Object.fromEntries(parts.map(({ name, part }) => [name, part]))
}

function each<From>(all: Readonly<Record<string, From>>, change: (one: From) => From): Record<string, From> {
  return Object.fromEntries(Object.entries(all).map(([name, one]) => [name, change(one)]))
}
