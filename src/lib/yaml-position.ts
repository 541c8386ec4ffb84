import { type Alias, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair } from 'yaml'
import { messageOf, type Place, UserError } from './errors.ts'
import type { Quote } from './yaml-characters.ts'
import { parseYamlText, yamlFaults } from './yaml-faults.ts'

/** A value that a person wrote, with its place. */
export type YamlNode = YamlMap | YamlList | YamlScalar

export interface YamlMap {
  readonly kind: 'map'
  readonly at: Place
  readonly entries: readonly YamlEntry[]
}

export interface YamlEntry {
  readonly key: string
  /** The place of the key; that of the value is `node.at`. */
  readonly at: Place
  readonly node: YamlNode
}

export interface YamlList {
  readonly kind: 'list'
  readonly at: Place
  readonly items: readonly YamlNode[]
}

export interface YamlScalar {
  readonly kind: 'scalar'
  readonly at: Place
  readonly value: string | number | boolean | null
  /** As it stands in the file, without quotes: what may be shown even when the value is a secret. */
  readonly written: string
  /** Not in quotes: `8` is a number and `"8"` is text. */
  readonly plain: boolean
  /** With its line breaks, where it has some and no quotes: `written` has them folded. */
  readonly unfolded?: string
  /** The quotes that it stands in. */
  readonly quote?: Quote
  /** The place of a character of `written`. */
  placeOf(index: number): Place
}

/** A tree of what was read, or of what could be read beside the mistakes; undefined for a text without any value. */
export interface YamlText {
  readonly root: YamlNode | undefined
  readonly problems: readonly UserError[]
}

/** Aliases (`*name`) repeat what they name, and could make a short text a huge tree. */
const maxNodes = 100_000
const maxDepth = 64

/** Reads YAML 1.2 with the place of every key and value, and tells all mistakes in plain sentences. Never throws. */
export function parseYaml(text: string, file: string): YamlText {
  const lines = new LineCounter()
  const placeAt = (index: number): Place => {
    const { line, col } = lines.linePos(index)
    return { file, line: Math.max(1, line), column: Math.max(1, col) }
  }
  let document: ReturnType<typeof parseYamlText>
  try {
    document = parseYamlText(text, lines)
  } catch (cause) {
    // The parser recurses: brackets within brackets by the thousand overflow its stack.
    const why = cause instanceof RangeError ? 'it is nested too deeply' : messageOf(cause)
    return {
      root: undefined,
      problems: [new UserError('invalid', `cannot read YAML: ${why}`, { at: placeAt(0), cause })],
    }
  }
  const faults = yamlFaults(document, text, placeAt)
  if (faults.length > 0) return { root: undefined, problems: faults }

  const problems: UserError[] = []
  let nodes = 0

  function convert(node: Node, depth: number): YamlNode {
    const at = placeAt(node.range?.[0] ?? 0)
    if (depth > maxDepth) throw new UserError('invalid', 'cannot read YAML: it is nested too deeply', { at })
    if (++nodes > maxNodes) throw new UserError('invalid', 'cannot read YAML: it has too many values', { at })
    if (isAlias(node)) return convertAlias(node, at, depth)
    if (isMap(node)) return { kind: 'map', at, entries: convertEntries(node.items as Pair<Node, Node | null>[], depth) }
    if (isSeq(node)) return { kind: 'list', at, items: node.items.map((item) => convert(item as Node, depth + 1)) }
    return convertScalar(node, at)
  }

  function convertEntries(pairs: readonly Pair<Node, Node | null>[], depth: number): YamlEntry[] {
    const entries: YamlEntry[] = []
    for (const pair of pairs) {
      const at = placeAt(pair.key?.range?.[0] ?? 0)
      const key = isScalar(pair.key) ? (pair.key.source ?? '') : ''
      if (key === '') {
        problems.push(
          new UserError('invalid', 'cannot read key: expecting a name', { at, hint: 'Write "name: value".' }),
        )
        continue
      }
      const first = entries.find((entry) => entry.key === key)
      if (first) {
        const message = `cannot use key "${key}" twice: it stands on line ${first.at.line} already`
        problems.push(new UserError('invalid', message, { at, hint: 'Remove one of them, or give it another name.' }))
      }
      const node = isNothing(pair.value) ? emptyAt(at) : convert(pair.value, depth + 1)
      entries.push({ key, at, node })
    }
    return entries
  }

  function convertAlias(alias: Alias, at: Place, depth: number): YamlNode {
    const target = alias.resolve(document)
    if (target) return convert(target, depth + 1)
    const message = `cannot read value "*${alias.source}": a value that begins with * repeats an anchor, and there is none of this name`
    problems.push(new UserError('invalid', message, { at, hint: `Put it in quotes: "*${alias.source}".` }))
    return emptyAt(at)
  }

  function convertScalar(node: Node, at: Place): YamlScalar {
    if (!isScalar(node)) return emptyAt(at)
    const [start = 0, end = 0] = node.range ?? []
    const plain = node.type === 'PLAIN'
    const written = plain ? (node.source ?? '') : withoutQuotes(text.slice(start, end))
    const raw = text.slice(start, end).trimEnd()
    const begin = text.slice(start, end).indexOf(written)
    const quote = node.type === 'QUOTE_DOUBLE' ? '"' : node.type === 'QUOTE_SINGLE' ? "'" : undefined
    const placeOf = (index: number) => placeAt(start + Math.max(0, begin) + index)
    return {
      kind: 'scalar',
      at,
      value: scalarValue(node.value, written),
      written,
      plain,
      ...(quote && { quote }),
      ...(plain && raw.includes('\n') && { unfolded: raw }),
      placeOf,
    }
  }

  try {
    return { root: document.contents ? convert(document.contents as Node, 0) : undefined, problems }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { root: undefined, problems: [...problems, error] }
  }
}

/** `key:` with nothing behind it, rather than `null`. */
function isNothing(node: Node | null): node is null {
  return node === null || (isScalar(node) && node.type === 'PLAIN' && node.source === '')
}

/** The value that stands for nothing; its place is the key's. */
function emptyAt(at: Place): YamlScalar {
  return { kind: 'scalar', at, value: null, written: '', plain: true, placeOf: () => at }
}

function scalarValue(value: unknown, written: string): YamlScalar['value'] {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  return written
}

function withoutQuotes(source: string): string {
  return /^(["'])[\s\S]*\1$/.test(source) ? source.slice(1, -1) : source
}
