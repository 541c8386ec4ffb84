/** The YAML of a dashboard: what is the same stays as it was written, with its comments. */
import { isDeepStrictEqual } from 'node:util'
import { Document, isCollection, isScalar, type Pair, parseDocument, Scalar, visit } from 'yaml'
import type { Dashboard } from '../../model/dashboard.ts'

const style = { lineWidth: 120, flowCollectionPadding: true } as const

type Dictionary = Record<string, Record<string, unknown>>

/** Maps that are small enough for one line. */
const small = ['time', 'at', 'where', 'thresholds', 'options', 'fields', 'by', 'measure', 'values']

/** The text of a file that says this; `before` is what it said until now. */
export function dashboardText(before: string | undefined, dashboard: Dashboard): string {
  // Without what is undefined.
  const wanted = JSON.parse(JSON.stringify(dashboard)) as Record<string, unknown>
  if (before === undefined) {
    const made = new Document(wanted)
    compact(made.contents)
    return textOf(made)
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
  change(document, [], known, wanted)
  return textOf(document)
}

/** Maps have room within their braces, lists have none, as people write them. */
function textOf(document: Document): string {
  const text = document.toString(style)
  const spaces: number[] = []
  visit(parseDocument(text), {
    Seq(_, { flow, range }) {
      if (!flow || !range) return
      const [start, end] = [range[0] + 1, range[1] - 2]
      if (text[start] === ' ' && start < end) spaces.push(start)
      if (text[end] === ' ' && start < end) spaces.push(end)
    },
  })
  const left = new Set(spaces)
  return text
    .split('')
    .filter((_, i) => !left.has(i))
    .join('')
}

/** Sets what differs and removes what is gone, key by key. */
function change(
  document: Document,
  path: readonly string[],
  old: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, unknown>>,
): void {
  for (const key of Object.keys(old)) if (!Object.hasOwn(wanted, key)) document.deleteIn([...path, key])
  for (const [key, value] of Object.entries(wanted)) {
    const before = old[key]
    if (isDeepStrictEqual(before, value)) continue
    const place = [...path, key]
    if (isRecord(before) && isRecord(value)) change(document, place, before, value)
    else set(document, place, value)
  }
}

function set(document: Document, place: readonly string[], value: unknown): void {
  const node = document.getIn(place, true)
  if (isScalar(node) && (typeof value !== 'object' || value === null)) {
    // Its comment stays with it.
    node.value = value
    if (typeof value === 'string' && value.includes('\n')) node.type = Scalar.BLOCK_LITERAL
    return
  }
  const made = document.createNode(value)
  if (isCollection(made) && small.includes(place.at(-1)!)) made.flow = true
  compact(made)
  document.setIn(place, made)
}

function compact(node: unknown): void {
  if (!isCollection(node)) return
  visit(node, {
    Pair(_, pair: Pair) {
      const isSmall = isScalar(pair.key) && small.includes(String(pair.key.value))
      if (isSmall && isCollection(pair.value)) pair.value.flow = true
    },
  })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
