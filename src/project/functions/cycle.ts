import type { ProjectFunction } from '../project.ts'

type Node = Pick<ProjectFunction, 'name' | 'on' | 'to' | 'errors' | 'sends'>

/** The names of functions that feed each other in a circle, beginning with the first of the file. */
export function findCycle(functions: readonly Node[]): readonly string[] | undefined {
  const finished = new Set<string>()
  const visit = (node: Node, way: readonly Node[]): readonly Node[] | undefined => {
    const start = way.indexOf(node)
    if (start !== -1) return way.slice(start)
    if (finished.has(node.name)) return undefined
    const written = new Set([node.to, node.errors, ...node.sends])
    for (const next of functions.filter(({ on }) => written.has(on))) {
      const cycle = visit(next, [...way, node])
      if (cycle) return cycle
    }
    finished.add(node.name)
    return undefined
  }
  for (const node of functions) {
    const cycle = visit(node, [])
    if (cycle) return cycle.map(({ name }) => name)
  }
  return undefined
}
