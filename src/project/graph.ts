import type { Project } from './project.ts'

/** What flows where: source to stream, stream to dataset, dataset to view. */
export interface ProjectGraph {
  readonly sources: readonly { readonly name: string; readonly type: string }[]
  readonly streams: readonly { readonly name: string; readonly partitions: number }[]
  readonly datasets: readonly { readonly name: string }[]
  readonly views: readonly { readonly name: string }[]
  /** `source:lines` to `stream:lines` to `dataset:lines`; kinds are told, because names repeat between them. */
  readonly edges: readonly { readonly from: string; readonly to: string }[]
}

export function graphOf(project: Project): ProjectGraph {
  const sources = [...project.sources.values()]
  const datasets = [...project.datasets.values()]
  const views = [...project.views.values()]
  const kindOf = (name: string) => (project.views.has(name) ? 'view' : 'dataset')
  return {
    sources: sources.map(({ name, type }) => ({ name, type })),
    streams: [...project.streams.values()].map(({ name, partitions }) => ({ name, partitions })),
    datasets: datasets.map(({ name }) => ({ name })),
    views: views.map(({ name }) => ({ name })),
    edges: [
      ...sources.map(({ name, to }) => ({ from: `source:${name}`, to: `stream:${to}` })),
      ...datasets.map(({ name, from }) => ({ from: `stream:${from}`, to: `dataset:${name}` })),
      ...views.flatMap(({ name, inputs }) =>
        inputs.map((input) => ({ from: `${kindOf(input)}:${input}`, to: `view:${name}` })),
      ),
    ],
  }
}

/**
 * The graph as lines of text, one way from left to right a line, with what is shared drawn once:
 *
 *     lines (tail)  ─┬─  lines   ───  lines
 *     other (tail)  ─┘
 *     HTTP          ───  events  ─┬─  events
 *                                 └─  errors
 */
export function drawGraph(project: Project): string {
  const rows = [...project.streams.values()].flatMap(({ name }) => {
    const writers = [...project.sources.values()].filter(({ to }) => to === name).map((s) => `${s.name} (${s.type})`)
    const readers = [...project.datasets.values()].filter(({ from }) => from === name).map((dataset) => dataset.name)
    const left = writers.length > 0 ? writers : [name.startsWith('_') ? 'Caudal' : 'HTTP']
    const height = Math.max(left.length, readers.length, 1)
    return Array.from({ length: height }, (_, i) => [
      left[i] ?? '',
      joint(i, left.length, '─┬─', '─┤', '─┘'),
      i === 0 ? name : '',
      joint(i, readers.length, '─┬─', ' ├─', ' └─'),
      readers[i] ?? '',
    ])
  })
  const streams = drawRows(['source', '', 'stream', '', 'dataset'], rows)
  return project.views.size === 0 ? streams : `${streams}\n\n${drawViews(project)}`
}

function drawViews({ views }: Project): string {
  const rows = [...views.values()].flatMap(({ name, inputs }) =>
    Array.from({ length: Math.max(inputs.length, 1) }, (_, i) => [
      inputs[i] ?? '',
      joint(i, inputs.length, '─┬─', '─┤', '─┘'),
      i === 0 ? name : '',
    ]),
  )
  return drawRows(['dataset', '', 'view'], rows)
}

function drawRows(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)))
  return [header, ...rows]
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** The piece of line beside the i-th of several names that meet in one, or part from it. */
function joint(i: number, count: number, first: string, middle: string, last: string): string {
  if (i >= count) return ''
  if (count === 1) return '───'
  if (i === 0) return first
  return i === count - 1 ? last : middle
}
