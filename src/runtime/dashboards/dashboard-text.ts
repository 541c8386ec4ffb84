/** The YAML of a dashboard: what is the same stays as it was written, with its comments. */
import { isDeepStrictEqual } from 'node:util'
import { Document, parseDocument, visit, type YAMLMap } from 'yaml'
import { changeDocument, compact, documentText } from '../../lib/yaml-document.ts'
import type { Dashboard } from '../../model/dashboard.ts'

type Dictionary = Record<string, Record<string, unknown>>

/** Maps that are small enough for one line. */
const small = ['time', 'at', 'where', 'thresholds', 'options', 'fields', 'by', 'measure', 'values', 'monitors']

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
  for (const [name, variable] of Object.entries((wanted.variables ?? {}) as Dictionary)) {
    const written = ((known.variables ?? {}) as Dictionary)[name]
    if (written && written.type === undefined && variable.type === 'query') delete variable.type
  }
  const empty = emptyMapsOf(document)
  changeDocument(document, [], known, wanted, look)
  // What was nothing until now, as in a new one, is written as all else is.
  for (const map of empty) if (map.items.length > 0) map.flow = false
  return documentText(document)
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
