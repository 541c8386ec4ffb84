/** A part of the project as its project file writes it, with what its options mean. */
import { isMap, isPair, isScalar, isSeq, parseDocument } from 'yaml'
import type { DeclaredOption } from '../model/declared-part.ts'
import type { Schema } from './expectation.ts'
import { hiddenText, type IsSecret, type Way } from './parts/secrets.ts'
import type { partSections } from './sections.ts'

export type DeclaredSection = (typeof partSections)[number]

/** Without plain secrets. Undefined for a part that the file does not write: a stream that only a source names, the product's own log. */
export function maybeDeclaredText(
  text: string,
  section: DeclaredSection,
  name: string,
  isSecret: IsSecret,
): string | undefined {
  let shown = text
  // From the end on, so that the places before stay as they are.
  for (const { way, value, from, to } of placedTexts(pairOf(text, section, name)?.value).reverse()) {
    const hidden = hiddenText(value, isSecret(way))
    if (hidden !== value) shown = shown.slice(0, from) + JSON.stringify(hidden) + shown.slice(to)
  }
  return maybeRawText(shown, section, name)
}

interface PlacedText {
  readonly way: Way
  readonly value: string
  readonly from: number
  readonly to: number
}

/** The texts in a node, in the order of the file. */
function placedTexts(node: unknown, way: Way = []): PlacedText[] {
  if (isMap(node))
    return node.items.flatMap(({ key, value }) => placedTexts(value, [...way, String(isScalar(key) ? key.value : key)]))
  if (isSeq(node)) return node.items.flatMap((item, i) => placedTexts(item, [...way, String(i)]))
  if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return []
  const [from, to] = node.range
  return [{ way, value: node.value, from, to }]
}

/** As it stands there, moved to the left. */
export function maybeRawText(text: string, section: DeclaredSection, name: string): string | undefined {
  const pair = pairOf(text, section, name)
  const start = (pair?.key as { range?: readonly number[] | null } | undefined)?.range?.[0]
  const end = (pair?.value as { range?: readonly number[] | null } | undefined)?.range?.[1]
  if (start === undefined || end === undefined) return undefined
  const indent = start - (text.lastIndexOf('\n', start - 1) + 1)
  return text
    .slice(start, end)
    .trimEnd()
    .split('\n')
    .map((line, i) => (i === 0 ? line : line.replace(new RegExp(`^ {0,${indent}}`), '')))
    .join('\n')
}

/** The options of a part: those that it writes first, then the others, each with what its schema says of it. */
export function optionsOf(text: string, section: DeclaredSection, name: string, schema: object): DeclaredOption[] {
  const value = pairOf(text, section, name)?.value
  const written = isMap(value)
    ? new Map(value.items.map(({ key, value }) => [String(isScalar(key) ? key.value : key), value]))
    : new Map<string, unknown>()
  const type = written.get('type')
  const { properties = {} } = partSchema(schema as Schema, section, isScalar(type) ? type.value : undefined)
  const describe = (key: string): DeclaredOption => {
    const { description, default: standard } = properties[key] ?? {}
    return {
      name: key,
      ...(description === undefined ? {} : { description }),
      ...(standard === undefined ? {} : { default: JSON.stringify(standard) }),
      written: written.has(key),
    }
  }
  const others = Object.keys(properties).filter((key) => !written.has(key))
  return [...written.keys(), ...others].map(describe)
}

function pairOf(text: string, section: DeclaredSection, name: string) {
  const found = parseDocument(text).get(section)
  if (!isMap(found)) return undefined
  return found.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === name)
}

/** Of sources the one of its type. */
function partSchema(project: Schema, section: DeclaredSection, type: unknown): Schema {
  const part = project.properties?.[section]?.additionalProperties
  if (typeof part !== 'object') return {}
  const kinds = part.anyOf?.filter(({ properties }) => properties) ?? []
  return kinds.find(({ properties }) => properties?.type?.const === type) ?? (part.properties ? part : (kinds[0] ?? {}))
}
