/** Who feeds a part of the project and who reads it, from the graph of what flows where. */
import type { ProjectGraph } from '../../../src/model/project-report.ts'

export interface Neighbour {
  /** `stream:readings`. */
  readonly id: string
  readonly kind: string
  readonly name: string
  /** How many steps away it is. */
  readonly distance: number
}

type Edges = ProjectGraph['edges']

/** Whoever it comes from, the farthest first, as data flow. */
export function feedersOf(id: string, { edges }: Pick<ProjectGraph, 'edges'>): Neighbour[] {
  return reached(id, edges, (edge) => [edge.to, edge.from]).toReversed()
}

/** Whoever gets something from it, the nearest first. */
export function readersOf(id: string, { edges }: Pick<ProjectGraph, 'edges'>): Neighbour[] {
  return reached(id, edges, (edge) => [edge.from, edge.to])
}

function reached(start: string, edges: Edges, turn: (edge: Edges[number]) => [string, string]): Neighbour[] {
  const distances = new Map([[start, 0]])
  for (const [id, distance] of distances) {
    for (const edge of edges) {
      const [from, to] = turn(edge)
      if (from === id && !distances.has(to)) distances.set(to, distance + 1)
    }
  }
  distances.delete(start)
  return [...distances].map(([id, distance]) => {
    const colon = id.indexOf(':')
    return { id, kind: id.slice(0, colon), name: id.slice(colon + 1), distance }
  })
}
