/** Which option of a part stands at a place of the project file: forms show a mistake beside it. */
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import type { Place } from '../../lib/errors.ts'
import type { DeclaredSection } from '../declared-text.ts'

/** Undefined for a place outside of the part; empty for one that is of no option. */
export function maybeOptionAt(file: string, section: DeclaredSection, name: string, place: Place): string | undefined {
  const lines = new LineCounter()
  const document = parseDocument(file, { lineCounter: lines })
  const start = lines.lineStarts[place.line - 1]
  const map = document.get(section, true)
  if (start === undefined || !isMap(map)) return undefined
  const pair = map.items.find(({ key }) => isScalar(key) && String(key.value) === name)
  const index = start + place.column - 1
  if (!pair || !isWithin(index, pair)) return undefined
  return wayTo(pair.value, index).join('.')
}

/** The keys that lead to what stands at a place of a YAML text. */
export function wayToPlace(text: string, place: Place): readonly string[] {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const start = lines.lineStarts[place.line - 1]
  return start === undefined ? [] : wayTo(document.contents, start + place.column - 1)
}

function wayTo(node: unknown, index: number): string[] {
  if (isMap(node)) {
    // A mistake at the end of a value stands one character behind it.
    const pair = node.items.findLast(({ key }) => startOf(key) <= index)
    return pair ? [String(isScalar(pair.key) ? pair.key.value : pair.key), ...wayTo(pair.value, index)] : []
  }
  if (!isSeq(node)) return []
  const at = node.items.findLastIndex((item) => startOf(item) <= index)
  return at === -1 ? [] : [String(at), ...wayTo(node.items[at], index)]
}

function startOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? Number.POSITIVE_INFINITY
}

function isWithin(index: number, { key, value }: { readonly key: unknown; readonly value: unknown }): boolean {
  const start = (key as Node | null)?.range?.[0]
  const end = (value as Node | null)?.range?.[1] ?? (key as Node | null)?.range?.[1]
  return start !== undefined && end !== undefined && index >= start && index < Math.max(end, start + 1)
}
