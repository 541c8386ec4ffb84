/** What flows from name to name: two text columns, or one for each stage. */
import { frameOf, labelOf, numberOf } from '../../lib/frame.ts'
import { type Answer, columnOf, type Options } from './choice.ts'

export interface Flows {
  readonly nodes: readonly { readonly id: string; readonly name: string }[]
  readonly links: readonly { readonly source: string; readonly target: string; readonly value: number }[]
  /** Links that would flow back to where they come from; they cannot be drawn. */
  readonly back: number
}

export function flowsOf(answer: Answer, options: Options): Flows {
  const { labels, values: numbers } = frameOf(answer)
  const value = columnOf(answer, options, 'value', numbers[0])
  const sums = new Map<string, { source: string; target: string; value: number }>()
  const names = new Map<string, string>()
  // Between two columns a name is one place; over several stages it is another one in each.
  const idOf = (name: string, stage: number) => (labels.length > 2 ? `${stage} ${name}` : name)
  for (const row of answer.rows ?? []) {
    const size = value === undefined ? 1 : (numberOf(row[value]) ?? 0)
    if (size <= 0) continue
    for (const [stage, column] of labels.slice(0, -1).entries()) {
      const [from, to] = [labelOf(row[column]), labelOf(row[labels[stage + 1]!])]
      const [source, target] = [idOf(from, stage), idOf(to, stage + 1)]
      const key = JSON.stringify([source, target])
      names.set(source, from).set(target, to)
      sums.set(key, { source, target, value: (sums.get(key)?.value ?? 0) + size })
    }
  }
  const links: Flows['links'][number][] = []
  const greatestFirst = [...sums.values()].sort((a, b) => b.value - a.value)
  for (const link of greatestFirst) if (!isReachable(links, link.target, link.source)) links.push(link)
  const used = new Set(links.flatMap(({ source, target }) => [source, target]))
  return {
    nodes: [...names].filter(([id]) => used.has(id)).map(([id, name]) => ({ id, name })),
    links,
    back: greatestFirst.length - links.length,
  }
}

function isReachable(links: Flows['links'], from: string, to: string): boolean {
  const seen = new Set<string>()
  const waiting = [from]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === to) return true
    if (seen.has(next)) continue
    seen.add(next)
    for (const { source, target } of links) if (source === next) waiting.push(target)
  }
  return false
}
