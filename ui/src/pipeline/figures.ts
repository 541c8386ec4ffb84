/** What a part of the river says of itself, from the last report: a figure in words, how it fares, and its last minutes. */
import type { RejectedHolder } from '../../../src/model/rejected-report.ts'
import type { LiveReport } from '../client/live.ts'
import { formatAgo, formatCompact, formatElapsed, formatNumber } from '../i18n/format.ts'
import type { RiverEdge, RiverNode } from './graph.ts'
import type { PipelineTexts } from './texts.ts'

export interface Figure {
  readonly text: string
  readonly tone?: 'warn' | 'bad' | 'quiet'
  /** Records in each of the last seconds. */
  readonly series?: readonly number[]
}

/** Samples in a small line, and those whose mean is the rate. */
const shown = 60
const mean = 5

export function rateOf(series: readonly number[] | undefined): number {
  const last = (series ?? []).slice(-mean)
  return last.length === 0 ? 0 : last.reduce((sum, value) => sum + value, 0) / last.length
}

export function formatRate(rate: number): string {
  return `${formatNumber(rate, rate < 10 && rate > 0 ? 1 : 0)}/s`
}

/** Whose samples say how fast it flows. */
export function seriesOf(
  { kind, name, id, holder }: RiverNode,
  report: LiveReport | undefined,
): readonly number[] | undefined {
  const key = kind === 'rejected' && holder !== name ? `rejected:${name}` : id
  return report?.series[key]
}

export function edgeRate({ from, to, stream, isRejected }: RiverEdge, report: LiveReport | undefined): number {
  if (!report) return 0
  const series = report.series
  // A function writes what it rejects into a stream of its own; a dataset leaves it out of the stream that it stores.
  if (isRejected)
    return rateOf(
      series[from.startsWith('function:') && to.startsWith('dataset:') ? `stream:${stream}` : `rejected:${stream}`],
    )
  // What a source brings is its own; a stream may have several writers.
  return rateOf(series[from.startsWith('source:') ? from : stream ? `stream:${stream}` : from])
}

export function figureOf(
  node: RiverNode,
  report: LiveReport | undefined,
  holders: readonly RejectedHolder[],
  t: PipelineTexts,
): Figure {
  if (!report) return { text: '…', tone: 'quiet' }
  const { status } = report
  const { name } = node
  const own = seriesOf(node, report)?.slice(-shown)
  const withSeries = own ? { series: own } : {}
  const rate = formatRate(rateOf(own))
  switch (node.kind) {
    case 'source': {
      const source = status.sources[name]
      if (source?.error) return { text: t.state(source.state), tone: 'bad', ...withSeries }
      if (!source || source.state === 'running') return { text: rate, ...withSeries }
      return { text: t.state(source.state), tone: source.state === 'ended' ? 'quiet' : 'warn', ...withSeries }
    }
    case 'function': {
      const run = status.functions[name]
      if (run?.error) return { text: t.failed, tone: 'bad', ...withSeries }
      const lag = run && run.lag_records > 0 ? ` · ${t.behind(formatCompact(run.lag_records))}` : ''
      return { text: `${rate}${lag}`, ...withSeries }
    }
    case 'stream':
      return { text: rate, ...withSeries }
    case 'dataset': {
      const { rows = 0, lag_records = 0 } = status.datasets[name] ?? {}
      const lag = lag_records > 0 ? ` · ${t.behind(formatCompact(lag_records))}` : ''
      return { text: `${formatCompact(rows)}${lag}`, ...withSeries }
    }
    case 'rejected': {
      const open = holders.find(({ dataset }) => dataset === node.holder)?.open ?? 0
      return { text: t.waiting(open, formatNumber(open)), tone: open > 0 ? 'warn' : 'quiet', ...withSeries }
    }
    case 'view': {
      const view = report.views.find((each) => each.name === name)
      if (view?.state === 'failed') return { text: t.failed, tone: 'bad' }
      return { text: t.rows(view?.rows ?? 0, formatCompact(view?.rows ?? 0)) }
    }
    case 'endpoint': {
      const usage = status.endpoints[name]
      return { text: usage?.requests ? `${rate} · ${formatElapsed(usage.p50_ms)}` : t.notAsked, ...withSeries }
    }
    case 'monitor': {
      const monitor = report.monitors.find((each) => each.name === name)
      if (!monitor) return { text: '…', tone: 'quiet' }
      const since = monitor.groups[0]?.since
      const ago = monitor.state === 'firing' && since ? ` · ${formatAgo(since)}` : ''
      return { text: `${t.monitorState(monitor.state)}${ago}`, ...toneOf(monitor.state) }
    }
    case 'channel':
      return { text: node.type ?? '', tone: 'quiet' }
  }
}

function toneOf(state: LiveReport['monitors'][number]['state']): Pick<Figure, 'tone'> {
  if (state === 'firing' || state === 'error') return { tone: 'bad' }
  return state === 'ok' ? {} : { tone: 'warn' }
}
