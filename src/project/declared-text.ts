/** A part of the project as its project file writes it, with what its options mean. */
import { isMap, isPair, isScalar, parseDocument } from 'yaml'
import type { DeclaredOption } from '../model/declared-part.ts'
import type { Schema } from './expectation.ts'
import type { flowSections } from './sections.ts'

export type DeclaredSection = (typeof flowSections)[number]

/** Without plain secrets. Undefined for a part that the file does not write: a stream that only a source names, the product's own log. */
export function maybeDeclaredText(text: string, section: DeclaredSection, name: string): string | undefined {
  return maybeRawText(text, section, name)?.replace(secretOption, '$1[hidden]').replace(secretInUrl, '$1[hidden]@')
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

/** What should stand in a variable, and does not always. */
const secretOption = /((?:password|secret|token|access_key)\w*["']?\s*:\s*)(?!["']?\$\{)("[^"]*"|'[^']*'|[^\s,}]+)/gi
const secretInUrl = /(:\/\/[^/\s:@]*:)(?!\$\{)[^@\s]+@/g
