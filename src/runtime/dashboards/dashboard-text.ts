/** The YAML of a dashboard: what is the same stays as it was written, with its comments. */
import { isDeepStrictEqual } from 'node:util'
import { Document, isMap, isScalar, parseDocument, visit, type YAMLMap } from 'yaml'
import { changeDocument, compact, documentText } from '../../lib/yaml-document.ts'
import type { Dashboard } from '../../model/dashboard.ts'

type Dictionary = Record<string, Record<string, unknown>>

/** Maps that are small enough for one line. */
const small = ['time', 'at', 'where', 'thresholds', 'options', 'fields', 'by', 'measure', 'values', 'monitors']

/** What need not be written. */
const standard = { type: 'query' }

/** Sections whose parts people put in order. */
const ordered = ['variables', 'annotations'] as const

const look = { isFlow: (key: string) => small.includes(key) }

/** The text of a file that says this; `before` is what it said until now. */
export function dashboardText(before: string | undefined, dashboard: Dashboard): string {
  // Without what is undefined.
  const wanted = JSON.parse(JSON.stringify(dashboard)) as Record<string, unknown>
  if (before === undefined) {
    const made = new Document(wanted)
    compact(made.contents, look)
    return documentText(made)
  }
  const document = parseDocument(before)
  const known = (document.toJS() ?? {}) as Record<string, unknown>
  // Defaults that nobody has written need not stand there.
  if (known.time === undefined && isDeepStrictEqual(wanted.time, { from: 'now-1h', to: 'now' })) delete wanted.time
  if (known.variables === undefined && isDeepStrictEqual(wanted.variables, {})) delete wanted.variables
  for (const section of ordered) renameIn(document, section, known, wanted)
  for (const [name, variable] of Object.entries((wanted.variables ?? {}) as Dictionary)) {
    const written = ((known.variables ?? {}) as Dictionary)[name]
    if (written && written.type === undefined && variable.type === 'query') delete variable.type
  }
  const empty = emptyMapsOf(document)
  changeDocument(document, [], known, wanted, look)
  // What was nothing until now, as in a new one, is written as all else is.
  for (const section of ordered) orderIn(document, section, Object.keys((wanted[section] ?? {}) as Dictionary))
  for (const map of empty) if (map.items.length > 0) map.flow = false
  return documentText(document)
}

/** What is the same under another name keeps its place and its comments; `known` is told. */
function renameIn(
  document: Document.Parsed,
  section: string,
  known: Record<string, unknown>,
  wanted: Readonly<Record<string, unknown>>,
): void {
  const map = document.get(section, true)
  const [old, next] = [known[section] ?? {}, wanted[section] ?? {}] as [Dictionary, Dictionary]
  if (!isMap(map)) return
  const added = Object.keys(next).filter((name) => !Object.hasOwn(old, name))
  for (const name of Object.keys(old).filter((one) => !Object.hasOwn(next, one))) {
    const found = added.findIndex((one) =>
      isDeepStrictEqual({ ...standard, ...next[one] }, { ...standard, ...old[name] }),
    )
    const key = map.items.find((item) => isScalar(item.key) && String(item.key.value) === name)?.key
    if (found === -1 || !isScalar(key)) continue
    const [other] = added.splice(found, 1)
    key.value = other
    known[section] = { ...(known[section] as Dictionary), [other!]: old[name]! }
    delete (known[section] as Dictionary)[name]
  }
}

/** Each variable is offered what the ones before it leave: their order means something. */
function orderIn(document: Document.Parsed, section: string, names: readonly string[]): void {
  const map = document.get(section, true)
  if (!isMap(map)) return
  const rank = ({ key }: { key: unknown }) => (isScalar(key) ? names.indexOf(String(key.value)) : -1)
  if (map.items.every((item, i) => i === 0 || rank(map.items[i - 1]!) <= rank(item))) return
  const first = map.items[0]?.key
  if (isScalar(first) && map.commentBefore) {
    // What stands above the first of them is told of it.
    first.commentBefore = map.commentBefore
    map.commentBefore = null
  }
  map.items.sort((a, b) => rank(a) - rank(b))
}

function emptyMapsOf(document: Document.Parsed): YAMLMap[] {
  const found: YAMLMap[] = []
  visit(document, {
    Map(_, map) {
      if (map.items.length === 0) found.push(map)
    },
  })
  return found
}
