/** The text of a project file with one part set or removed; all else stays as people wrote it, byte for byte. */
import { isDeepStrictEqual } from 'node:util'
import { Document, isMap, isScalar, type Pair, parse, parseDocument, type YAMLMap } from 'yaml'
import { UserError } from '../../lib/errors.ts'
import { changeDocument, compact, documentText } from '../../lib/yaml-document.ts'
import type { DeclaredSection } from '../declared-text.ts'

/** What is to stand under the name of a part: what it says, and how, where somebody wrote that. */
export interface WantedPart {
  readonly value: unknown
  /** `name: …`, not indented. */
  readonly text?: string
}

/** Maps and lists of at most so many characters stand on one line. */
const most_chars = 90

export const look = { isFlow: (_: string, value: unknown) => isShort(value) }

/** Throws `unsupported` for a file that cannot be changed so, such as one whose parts repeat others by anchors. */
export function withPart(file: string, section: DeclaredSection, name: string, wanted: WantedPart): string {
  const expected = valuesOf(file)
  expected[section] = { ...(expected[section] as object | null), [name]: wanted.value }
  const found = parseDocument(file).get(section, true)
  return firstThatSays(expected, `${section} "${name}"`, [
    () => asWritten(file, replaced(file, section, name, wanted, found)),
    () => asWritten(file, inDocument(file, [section, name], wanted.value)),
  ])
}

/** With the comment right above it, which belongs to it. */
export function withoutPart(file: string, section: DeclaredSection, name: string): string {
  const expected = valuesOf(file)
  const { [name]: _, ...others } = expected[section] as Record<string, unknown>
  expected[section] = Object.keys(others).length > 0 ? others : null
  const map = parseDocument(file).get(section, true)
  const pair = isMap(map) ? pairOf(map, name) : undefined
  return firstThatSays(expected, `${section} "${name}"`, [
    () => (pair && !(map as YAMLMap).flow ? withoutLines(file, pair) : ''),
    () => asWritten(file, inDocument(file, [section, name], undefined)),
  ])
}

function replaced(file: string, section: string, name: string, wanted: WantedPart, found: unknown): string {
  if (!isMap(found)) {
    const line = new RegExp(`^${section}:[^\\n]*(\\n|$)`, 'm').exec(file)
    if (!line) return `${file.trimEnd()}\n\n${section}:\n${indented(textOf(name, wanted), 2)}\n`
    // There is nothing but comments in it.
    const head = /^\w+:[ \t]*(?=#|$)/.test(line[0].trimEnd()) ? line[0].trimEnd() : `${section}:`
    const end = line.index + line[0].length
    return `${file.slice(0, line.index)}${head}\n${indented(textOf(name, wanted), 2)}\n${file.slice(end)}`
  }
  if (found.flow) return inDocument(file, [section, name], wanted.value)
  const pair = pairOf(found, name)
  if (pair) {
    const [start, end] = rangeOf(file, pair)
    const column = start - (file.lastIndexOf('\n', start - 1) + 1)
    const written = dedented(file.slice(start, end), column)
    const text = wanted.text?.trimEnd() ?? changedText(written, name, wanted.value)
    return file.slice(0, start) + indented(text, column).trimStart() + file.slice(end)
  }
  const [first, last] = [found.items[0], found.items.at(-1)]
  const column = first ? rangeOf(file, first)[0] - (file.lastIndexOf('\n', rangeOf(file, first)[0] - 1) + 1) : 2
  const end = last ? lineEnd(file, rangeOf(file, last)[1]) : file.length
  const before = file.slice(0, end)
  return `${before.endsWith('\n') ? before : `${before}\n`}${indented(textOf(name, wanted), column)}\n${file.slice(end)}`
}

function textOf(name: string, { value, text }: WantedPart): string {
  if (text !== undefined) return text.trimEnd()
  const made = new Document({ [name]: value ?? {} })
  const map = made.contents as unknown as YAMLMap
  compact(map, look)
  return documentText(made).trimEnd()
}

/** What is the same in a part keeps its comments. */
function changedText(written: string, name: string, value: unknown): string {
  const document = parseDocument(written)
  const known = document.toJS() as Record<string, unknown>
  changeDocument(document, [], known, { [name]: value }, look)
  return documentText(document).trimEnd()
}

/** For what stands on one line with others, or refers to other places of the file. */
function inDocument(file: string, path: readonly [string, string], value: unknown): string {
  const document = parseDocument(file)
  if (value === undefined) document.deleteIn(path)
  else {
    const node = document.createNode(value)
    if (isMap(node)) node.flow = true
    document.setIn(path, node)
  }
  return documentText(document)
}

/** Nobody wants a file that says something else than what was asked for. */
function firstThatSays(
  expected: Readonly<Record<string, unknown>>,
  part: string,
  ways: readonly (() => string)[],
): string {
  for (const way of ways) {
    const text = maybe(way)
    if (text !== undefined && isDeepStrictEqual(withoutNothing(valuesOf(text)), withoutNothing(expected))) return text
  }
  throw new UserError(
    'unsupported',
    `cannot change ${part}: the file is written in a way that only people can change`,
    {
      hint: 'Change caudal.yaml with an editor; anchors (&name, *name) are such a way.',
    },
  )
}

/** The library throws where an alias is left without its anchor. */
function maybe(way: () => string): string | undefined {
  try {
    const text = way()
    return parseDocument(text).errors.length === 0 ? text : undefined
  } catch {
    return undefined
  }
}

/** An empty section says nothing. */
function withoutNothing(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isNothing = (value: unknown) =>
    value === null || (typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0)
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isNothing(value)))
}

function withoutLines(file: string, pair: Pair): string {
  const [start, end] = rangeOf(file, pair)
  let from = file.lastIndexOf('\n', start - 1) + 1
  const indent = file.slice(from, start)
  for (;;) {
    const above = file.lastIndexOf('\n', from - 2) + 1
    if (from === 0 || !file.slice(above, from).startsWith(`${indent}#`)) break
    from = above
  }
  return file.slice(0, from) + file.slice(lineEnd(file, end))
}

function pairOf(map: YAMLMap, name: string): Pair | undefined {
  return map.items.find(({ key }) => isScalar(key) && String(key.value) === name)
}

/** From its name to the end of its value. */
function rangeOf(file: string, { key, value }: Pair): [start: number, end: number] {
  const [start, keyEnd] = (key as { range: [number, number, number] }).range
  const colon = file.indexOf(':', keyEnd) + 1
  const end = Math.max(colon, (value as { range?: [number, number, number] } | null)?.range?.[1] ?? colon)
  return [start, start + file.slice(start, end).trimEnd().length]
}

function lineEnd(file: string, from: number): number {
  const end = file.indexOf('\n', from)
  return end === -1 ? file.length : end + 1
}

function indented(text: string, columns: number): string {
  const space = ' '.repeat(columns)
  return text
    .split('\n')
    .map((line) => (line.trim() === '' ? '' : space + line))
    .join('\n')
}

function dedented(text: string, columns: number): string {
  return text.replace(new RegExp(`\\n {1,${Math.max(1, columns)}}`, 'g'), columns > 0 ? '\n' : '$&')
}

/** With the line ends of the file. */
function asWritten(file: string, text: string): string {
  return file.includes('\r\n') ? text.replace(/\r?\n/g, '\r\n') : text
}

function valuesOf(file: string): Record<string, unknown> {
  return { ...(parse(file) as Record<string, unknown> | null) }
}

function isShort(value: unknown): boolean {
  if (JSON.stringify(value).length > most_chars) return false
  return !/\\n/.test(JSON.stringify(value))
}
