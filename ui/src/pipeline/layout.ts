/** Where the parts of the river stand, and the ways between them: pure arithmetic over the width that there is. */
import type { River, RiverEdge, RiverNode } from './graph.ts'

export interface Placed {
  readonly node: RiverNode
  readonly x: number
  readonly y: number
}

export interface Drawn {
  readonly edge: RiverEdge
  /** SVG path data, from the writer to the reader. */
  readonly path: string
}

export interface Layout {
  readonly nodes: readonly Placed[]
  readonly edges: readonly Drawn[]
  readonly nodeWidth: number
  readonly height: number
  readonly isNarrow: boolean
}

export const nodeHeight = 76
const margin = 22
const gap = 26
const widest = 236
/** Between columns there is room for the water. */
const narrowestFlow = 64
const narrow = 700

export function layoutOf(river: River, width: number): Layout {
  return width < narrow ? columnLayout(river, width) : rowLayout(river, width)
}

/** From left to right, a column for each stage; a part stands beside the middle of those that it comes from. */
function rowLayout({ nodes, edges }: River, width: number): Layout {
  const stages = [...new Set(nodes.map(({ stage }) => stage))].sort((a, b) => a - b)
  const inner = width - 2 * margin
  const nodeWidth = Math.min(widest, (inner - (stages.length - 1) * narrowestFlow) / Math.max(1, stages.length))
  const step = stages.length < 2 ? 0 : (inner - nodeWidth) / (stages.length - 1)
  const middles = new Map<string, number>()
  const placed: Placed[] = []
  stages.forEach((stage, column) => {
    const here = nodes.filter((node) => node.stage === stage)
    const wanted = new Map(here.map(({ id }, i) => [id, wantedMiddle(id, edges, middles) ?? i * (nodeHeight + gap)]))
    let y = margin
    for (const node of here.toSorted((a, b) => wanted.get(a.id)! - wanted.get(b.id)!)) {
      const top = column === 0 ? y : Math.max(y, wanted.get(node.id)! - nodeHeight / 2)
      placed.push({ node, x: margin + column * step, y: top })
      middles.set(node.id, top + nodeHeight / 2)
      y = top + nodeHeight + gap
    }
  })
  const at = new Map(placed.map((each) => [each.node.id, each]))
  const drawn = edges.map((edge) => {
    const [from, to] = [at.get(edge.from)!, at.get(edge.to)!]
    const [x1, y1, x2, y2] = [from.x + nodeWidth, from.y + nodeHeight / 2, to.x, to.y + nodeHeight / 2]
    const bend = Math.max(30, Math.abs(x2 - x1) / 2)
    return { edge, path: `M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}` }
  })
  return { nodes: placed, edges: drawn, nodeWidth, height: heightOf(placed), isNarrow: false }
}

/** The mean of where its water comes from. */
function wantedMiddle(id: string, edges: readonly RiverEdge[], middles: ReadonlyMap<string, number>) {
  const known = edges.filter(({ to, from }) => to === id && middles.has(from)).map(({ from }) => middles.get(from)!)
  return known.length === 0 ? undefined : known.reduce((sum, y) => sum + y, 0) / known.length
}

/** From top to bottom, two beside each other: for a phone. */
function columnLayout({ nodes, edges }: River, width: number): Layout {
  const side = 10
  const nodeWidth = (width - 3 * side) / 2
  const placed: Placed[] = []
  let y = side
  for (const stage of [...new Set(nodes.map(({ stage }) => stage))].sort((a, b) => a - b)) {
    const here = nodes.filter((node) => node.stage === stage)
    here.forEach((node, i) => {
      const isAlone = i === here.length - 1 && i % 2 === 0
      const x = isAlone ? (width - nodeWidth) / 2 : side + (i % 2) * (nodeWidth + side)
      placed.push({ node, x, y: y + Math.floor(i / 2) * (nodeHeight + side) })
    })
    y += Math.ceil(here.length / 2) * (nodeHeight + side) + 34
  }
  const at = new Map(placed.map((each) => [each.node.id, each]))
  const drawn = edges.map((edge) => {
    const [from, to] = [at.get(edge.from)!, at.get(edge.to)!]
    const [x1, y1, x2, y2] = [from.x + nodeWidth / 2, from.y + nodeHeight, to.x + nodeWidth / 2, to.y]
    const bend = Math.max(20, Math.abs(y2 - y1) / 2)
    return { edge, path: `M${x1},${y1} C${x1},${y1 + bend} ${x2},${y2 - bend} ${x2},${y2}` }
  })
  return { nodes: placed, edges: drawn, nodeWidth, height: heightOf(placed) - margin + side, isNarrow: true }
}

function heightOf(placed: readonly Placed[]): number {
  return Math.max(0, ...placed.map(({ y }) => y + nodeHeight)) + margin
}
