/**
 * The graph that is drawn: parts from left to right. A stream is drawn as a line between those who write it and those who read it; only one
 * that nobody in the project writes (it comes over HTTP), that nobody reads, or that joins many with many, is a part of its own.
 */
import type { ProjectGraph } from '../../../src/model/project-report.ts'
import type { RejectedHolder } from '../../../src/model/rejected-report.ts'

export type NodeKind =
  | 'source'
  | 'stream'
  | 'function'
  | 'dataset'
  | 'rejected'
  | 'view'
  | 'endpoint'
  | 'monitor'
  | 'channel'

export interface RiverNode {
  /** `source:lines`. */
  readonly id: string
  readonly kind: NodeKind
  readonly name: string
  /** Of sources and channels. */
  readonly type?: string
  /** The dataset that has the rejected records: the part itself, when a function rejected them. */
  readonly holder?: string
  /** The column, from the left. */
  readonly stage: number
}

export interface RiverEdge {
  readonly from: string
  readonly to: string
  /** The stream that flows in it. */
  readonly stream?: string
  readonly isRejected?: true
}

export interface River {
  readonly nodes: readonly RiverNode[]
  readonly edges: readonly RiverEdge[]
}

type Plain = Omit<RiverNode, 'stage'>

export function riverOf(
  graph: ProjectGraph,
  holders: readonly RejectedHolder[],
  errorStreams: ReadonlySet<string>,
): River {
  const nodes = new Map<string, Plain>()
  const add = (node: Plain) => isOwn(node.name) || nodes.set(node.id, node)
  for (const { name, type } of graph.sources) add({ id: `source:${name}`, kind: 'source', name, type })
  for (const { name } of graph.functions) add({ id: `function:${name}`, kind: 'function', name })
  for (const { name } of graph.datasets) add({ id: `dataset:${name}`, kind: 'dataset', name })
  for (const { name } of graph.views) add({ id: `view:${name}`, kind: 'view', name })
  for (const { name } of graph.endpoints) add({ id: `endpoint:${name}`, kind: 'endpoint', name })
  for (const { name } of graph.monitors) add({ id: `monitor:${name}`, kind: 'monitor', name })
  for (const { name, type } of graph.channels) add({ id: `channel:${name}`, kind: 'channel', name, type })
  const edges = graph.edges.filter(({ from, to }) => nodes.has(from) && nodes.has(to))
  const flows = graph.streams.flatMap(({ name }) => flowsOf(name, graph, nodes, errorStreams))
  for (const [id, node] of nodes) {
    const into = node.kind === 'dataset' ? flows.filter(({ to }) => to === id) : []
    if (into.length > 0 && into.every(({ isRejected }) => isRejected))
      nodes.set(id, { ...node, kind: 'rejected', holder: node.name })
  }
  return withStages(nodes, [...flows, ...edges, ...addRejected(nodes, flows, holders)])
}

/** What Caudal keeps for itself: its log, its audit, what starts functions. */
function isOwn(name: string): boolean {
  return name.startsWith('_')
}

/** The lines that a stream is, and the stream itself where it has to be seen. */
function flowsOf(
  name: string,
  { edges }: ProjectGraph,
  nodes: Map<string, Plain>,
  errorStreams: ReadonlySet<string>,
): RiverEdge[] {
  const id = `stream:${name}`
  const writers = edges.filter(({ to, from }) => to === id && nodes.has(from)).map(({ from }) => from)
  const readers = edges.filter(({ from, to }) => from === id && nodes.has(to)).map(({ to }) => to)
  const isRejected = errorStreams.has(name)
  const lineOf = (from: string, to: string): RiverEdge => ({
    from,
    to,
    stream: name,
    ...(isRejected && { isRejected }),
  })
  const isSeen =
    !isOwn(name) &&
    (writers.length === 0 || (readers.length === 0 && !isRejected) || (writers.length > 1 && readers.length > 1))
  if (!isSeen) return writers.flatMap((from) => readers.map((to) => lineOf(from, to)))
  nodes.set(id, { id, kind: 'stream', name })
  return [...writers.map((from) => lineOf(from, id)), ...readers.map((to) => lineOf(id, to))]
}

/** What a dataset could not store branches off before it. */
function addRejected(
  nodes: Map<string, Plain>,
  flows: readonly RiverEdge[],
  holders: readonly RejectedHolder[],
): RiverEdge[] {
  return holders.flatMap(({ dataset, of }): RiverEdge[] => {
    const id = `rejected:${of}`
    if (of === undefined || !nodes.has(`dataset:${of}`)) return []
    nodes.set(id, { id, kind: 'rejected', name: of, holder: dataset })
    const into = flows.filter(({ to }) => to === `dataset:${of}`)
    return into.map(({ from, stream }) => ({ from, to: id, isRejected: true, ...(stream ? { stream } : {}) }))
  })
}

/** Parts of a kind stand below each other; functions and views behind those that they build on. */
function withStages(nodes: ReadonlyMap<string, Plain>, edges: readonly RiverEdge[]): River {
  const before = (id: string, kinds: readonly NodeKind[]) =>
    edges.filter(({ to, from }) => to === id && kinds.includes(nodes.get(from)!.kind)).map(({ from }) => from)
  const depths = new Map<string, number>()
  const depthOf = (id: string, kinds: readonly NodeKind[], seen: readonly string[] = []): number => {
    const known = depths.get(id)
    if (known !== undefined) return known
    // Streams may lead back to a function that wrote them.
    const earlier = before(id, kinds).filter((each) => !seen.includes(each))
    const depth = Math.max(0, ...earlier.map((each) => depthOf(each, kinds, [...seen, id]) + 1))
    depths.set(id, depth)
    return depth
  }
  const flowing: readonly NodeKind[] = ['source', 'stream', 'function']
  const ofKinds = (...kinds: NodeKind[]) => [...nodes.values()].filter(({ kind }) => kinds.includes(kind))
  const start = Math.max(0, ...ofKinds(...flowing).map(({ id }) => depthOf(id, flowing))) + 1
  const views = Math.max(0, ...ofKinds('view').map(({ id }) => depthOf(id, ['view']) + 1))
  const answersOf = (id: string) => Math.max(0, ...before(id, ['view']).map((view) => depthOf(view, ['view']) + 1))
  const last = Math.max(views, ...ofKinds('endpoint', 'monitor').map(({ id }) => answersOf(id) + 1))
  const stageOf = ({ id, kind }: Plain): number => {
    if (flowing.includes(kind)) return depthOf(id, flowing)
    if (kind === 'dataset' || kind === 'rejected') return start
    if (kind === 'view') return start + 1 + depthOf(id, ['view'])
    return start + 1 + (kind === 'channel' ? last : answersOf(id))
  }
  return { nodes: [...nodes.values()].map((node) => ({ ...node, stage: stageOf(node) })), edges }
}
