/** Changes of a YAML text that people wrote: what is the same stays as it was written, with its comments. */
import { isDeepStrictEqual } from 'node:util'
import { type Document, isCollection, isScalar, type Pair, parseDocument, Scalar, visit } from 'yaml'

export interface YamlLook {
  /** Whether a value that is new under this key stands on one line, in brackets. */
  readonly isFlow: (key: string, value: unknown) => boolean
}

/** Maps have room within their braces, lists have none, as people write them. */
export function documentText(document: Document): string {
  const text = document.toString({ lineWidth: 120, flowCollectionPadding: true })
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

/** Sets what differs and removes what is gone, key by key, below `path`, where the document says `old`. */
export function changeDocument(
  document: Document,
  path: readonly string[],
  old: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, unknown>>,
  look: YamlLook,
): void {
  for (const key of Object.keys(old)) if (!Object.hasOwn(wanted, key)) document.deleteIn([...path, key])
  for (const [key, value] of Object.entries(wanted)) {
    const before = old[key]
    if (Object.hasOwn(old, key) && isDeepStrictEqual(before, value)) continue
    const place = [...path, key]
    if (isRecord(before) && isRecord(value)) changeDocument(document, place, before, value, look)
    else set(document, place, value, look)
  }
}

/** Puts what is small in brackets, at any depth. */
export function compact(node: unknown, { isFlow }: YamlLook): void {
  if (!isCollection(node)) return
  visit(node, {
    Pair(_, pair: Pair) {
      const { key, value } = pair
      if (isScalar(key) && isCollection(value) && isFlow(String(key.value), value.toJSON())) value.flow = true
    },
  })
}

function set(document: Document, place: readonly string[], value: unknown, look: YamlLook): void {
  const node = document.getIn(place, true)
  if (isScalar(node) && (typeof value !== 'object' || value === null)) {
    // Its comment stays with it.
    node.value = value
    if (typeof value === 'string' && value.includes('\n')) node.type = Scalar.BLOCK_LITERAL
    return
  }
  const made = document.createNode(value)
  if (isCollection(made) && look.isFlow(place.at(-1)!, value)) made.flow = true
  compact(made, look)
  document.setIn(place, made)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
