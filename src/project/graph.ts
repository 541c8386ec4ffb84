import type { ProjectGraph } from '../model/project-report.ts'
import type { ProjectParts } from './change.ts'
import { triggerText } from './functions/trigger-text.ts'
import type { Project, ProjectFunction, ProjectMonitor } from './project.ts'

export function graphOf(project: ProjectParts): ProjectGraph {
  const sources = [...project.sources.values()]
  const functions = [...project.functions.values()]
  const datasets = [...project.datasets.values()]
  const views = [...project.views.values()]
  const endpoints = [...project.endpoints.values()]
  const kindOf = (name: string) => (project.views.has(name) ? 'view' : 'dataset')
  const monitors = [...project.monitors.values()]
  const dashboards = [...project.dashboards.values()]
  return {
    sources: sources.map(({ name, type }) => ({ name, type })),
    streams: [...project.streams.values()].map(({ name, partitions }) => ({ name, partitions })),
    functions: functions.map((each) => {
      const trigger = triggerText(each)
      return { name: each.name, ...(trigger !== undefined && { trigger }) }
    }),
    datasets: datasets.map(({ name }) => ({ name })),
    views: views.map(({ name }) => ({ name })),
    endpoints: endpoints.map(({ name }) => ({ name })),
    monitors: monitors.map(({ name }) => ({ name })),
    channels: [...project.channels.values()].map(({ name, type }) => ({ name, type })),
    dashboards: dashboards.map(({ name }) => ({ name })),
    edges: [
      ...sources.map(({ name, to }) => ({ from: `source:${name}`, to: `stream:${to}` })),
      ...functions.flatMap((each) => [
        // Requests come from no stream.
        ...(each.trigger.kind === 'http' ? [] : [{ from: `stream:${each.on}`, to: `function:${each.name}` }]),
        ...writtenBy(each).map((stream) => ({ from: `function:${each.name}`, to: `stream:${stream}` })),
      ]),
      ...datasets.map(({ name, from }) => ({ from: `stream:${from}`, to: `dataset:${name}` })),
      ...views.flatMap(({ name, inputs }) =>
        inputs.map((input) => ({ from: `${kindOf(input)}:${input}`, to: `view:${name}` })),
      ),
      ...endpoints.flatMap(({ name, inputs }) =>
        inputs.map((input) => ({ from: `${kindOf(input)}:${input}`, to: `endpoint:${name}` })),
      ),
      ...monitors.flatMap(({ name, inputs }) =>
        inputs.map((input) => ({ from: `${kindOf(input)}:${input}`, to: `monitor:${name}` })),
      ),
      ...dashboards.flatMap(({ name, inputs }) =>
        inputs.map((input) => ({ from: `${kindOf(input)}:${input}`, to: `dashboard:${name}` })),
      ),
      ...monitors.flatMap(({ name, notify }) =>
        notify.map((channel) => ({ from: `monitor:${name}`, to: `channel:${channel}` })),
      ),
    ],
  }
}

function writtenBy({ to, errors, sends }: ProjectFunction): string[] {
  return [...new Set([...(to === undefined ? [] : [to]), errors, ...sends])]
}

/**
 * The graph as lines of text, one way from left to right a line, with what is shared drawn once:
 *
 *     lines (tail)  ─┬─  lines   ───  lines
 *     other (tail)  ─┘
 *     HTTP          ───  events  ─┬─  events
 *                                 └─  tidy (function)
 */
export function drawGraph(project: Project): string {
  const rows = [...project.streams.values()].flatMap(({ name }) => {
    const functions = [...project.functions.values()]
    const nameOf = (each: ProjectFunction) =>
      each.trigger.kind === 'http' ? `${each.name} (${triggerText(each)})` : `${each.name} (function)`
    const writers = [
      ...[...project.sources.values()].filter(({ to }) => to === name).map((s) => `${s.name} (${s.type})`),
      ...functions.filter((each) => writtenBy(each).includes(name)).map(nameOf),
    ]
    const readers = [
      ...[...project.datasets.values()].filter(({ from }) => from === name).map((dataset) => dataset.name),
      ...functions.filter(({ on }) => on === name).map(nameOf),
    ]
    const started = functions.find(({ on, trigger }) => on === name && trigger.kind !== 'stream')
    const own = started ? triggerText(started)! : name.startsWith('_') ? 'Caudal' : 'HTTP'
    const left = writers.length > 0 ? writers : [own]
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
  const parts = [streams]
  if (project.views.size > 0) parts.push(drawReaders(['dataset', '', 'view'], project.views))
  if (project.endpoints.size > 0) parts.push(drawReaders(['dataset', '', 'endpoint'], project.endpoints))
  if (project.dashboards.size > 0) parts.push(drawReaders(['dataset', '', 'dashboard'], project.dashboards))
  if (project.monitors.size > 0) parts.push(drawReaders(['dataset', '', 'monitor, channel'], told(project)))
  return parts.join('\n\n')
}

/** Monitors, with the channels that they tell. */
function told({ monitors }: Project): Map<string, { readonly name: string; readonly inputs: readonly string[] }> {
  const nameOf = ({ name, notify }: ProjectMonitor) => (notify.length > 0 ? `${name}  ───  ${notify.join(', ')}` : name)
  return new Map([...monitors].map(([key, monitor]) => [key, { name: nameOf(monitor), inputs: monitor.inputs }]))
}

/** What reads datasets. */
function drawReaders(
  header: readonly string[],
  readers: ReadonlyMap<string, { readonly name: string; readonly inputs: readonly string[] }>,
): string {
  const rows = [...readers.values()].flatMap(({ name, inputs }) =>
    Array.from({ length: Math.max(inputs.length, 1) }, (_, i) => [
      inputs[i] ?? '',
      joint(i, inputs.length, '─┬─', '─┤', '─┘'),
      i === 0 ? name : '',
    ]),
  )
  return drawRows(header, rows)
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
