import type { Place } from '../lib/errors.ts'
import { formatBytes } from '../lib/size.ts'
import { visible } from '../lib/table.ts'
import type { Counters } from '../model/counters.ts'
import { formatElapsed, formatNumber } from './quantity.ts'
import { colorsOf, formatTableFor, type Terminal } from './terminal.ts'

/** What `GET /api/status` answers. A token for some names is told less. */
export interface Status {
  readonly name: string
  readonly version: string
  readonly uptime_s: number
  readonly data?: string
  readonly streams: Readonly<Record<string, Counters & { pending: number; rate_per_s?: number; bytes: number }>>
  readonly datasets: Readonly<
    Record<string, { rows: number; files: number; bytes: number; index_bytes: number; lag_records: number }>
  >
  readonly sources: Readonly<
    Record<
      string,
      { type: string; state: string; records: number; error?: { message: string; hint?: string; at?: Place | string } }
    >
  >
  readonly disk?: { readonly used_bytes?: number; readonly free_bytes: number }
  readonly memory?: {
    readonly rss_bytes: Readonly<Record<string, number>>
    readonly pss_bytes?: Readonly<Record<string, number>>
  }
  readonly problems: readonly string[]
}

const equation = ['received', 'stored', 'duplicate', 'rejected', 'late_dropped', 'refused', 'pending'] as const

/** The whole status on one screen, the problems last, where the eye is. */
export function formatStatus(status: Status, terminal: Terminal): string {
  const colors = colorsOf(terminal)
  const parts = [
    `${colors.bold(visible(status.name))}  up ${formatElapsed(status.uptime_s * 1000)}${status.data ? `, data in ${status.data}` : ''}\n`,
    formatStreams(status, terminal),
    formatDatasets(status, terminal),
    formatSources(status, terminal),
    formatMachine(status),
  ]
  const { problems } = status
  parts.push(
    problems.length === 0
      ? `${colors.green('no problems')}\n`
      : problems.map((problem) => `${colors.red('problem:')} ${visible(problem)}\n`).join(''),
  )
  return parts.filter((part) => part !== '').join('\n')
}

function formatStreams({ streams }: Status, terminal: Terminal): string {
  const names = Object.keys(streams)
  if (names.length === 0) return ''
  const { red, yellow } = colorsOf(terminal)
  const alarm: Partial<Record<(typeof equation)[number], (text: string) => string>> = { refused: red, rejected: yellow }
  const hasRates = Object.values(streams).some(({ rate_per_s }) => rate_per_s !== undefined)
  const columns = [
    { title: 'stream' },
    ...equation.map((title) => ({
      title,
      align: 'right' as const,
      paint: (cell: string, text: string) => (text === '0' ? cell : (alarm[title]?.(cell) ?? cell)),
    })),
    ...(hasRates ? [{ title: 'per second', align: 'right' as const }] : []),
    { title: 'disk', align: 'right' as const },
  ]
  const rows = names.map((name) => {
    const stream = streams[name]!
    return [
      name,
      ...equation.map((counter) => formatNumber(stream[counter])),
      ...(hasRates ? [formatNumber(Math.round(stream.rate_per_s ?? 0))] : []),
      formatBytes(stream.bytes),
    ]
  })
  return formatTableFor(terminal, columns, rows)
}

function formatDatasets({ datasets }: Status, terminal: Terminal): string {
  const entries = Object.entries(datasets)
  if (entries.length === 0) return ''
  const columns = [
    { title: 'dataset' },
    ...['rows', 'files', 'disk', 'index', 'behind'].map((title) => ({ title, align: 'right' as const })),
  ]
  const rows = entries.map(([name, { rows, files, bytes, index_bytes, lag_records }]) => [
    name,
    formatNumber(rows),
    formatNumber(files),
    formatBytes(bytes),
    formatBytes(index_bytes),
    formatNumber(lag_records),
  ])
  return formatTableFor(terminal, columns, rows)
}

function formatSources({ sources }: Status, terminal: Terminal): string {
  const entries = Object.entries(sources)
  if (entries.length === 0) return ''
  const { red } = colorsOf(terminal)
  const columns = [
    { title: 'source' },
    { title: 'type' },
    { title: 'state' },
    { title: 'records', align: 'right' as const },
    { title: 'error', paint: (cell: string) => red(cell) },
  ]
  const hasErrors = entries.some(([, { error }]) => error)
  const rows = entries.map(([name, { type, state, records, error }]) => [
    name,
    type,
    state,
    formatNumber(records),
    [error?.message, error?.hint].filter(Boolean).join(' — '),
  ])
  return formatTableFor(terminal, hasErrors ? columns : columns.slice(0, -1), rows)
}

function formatMachine({ disk, memory }: Status): string {
  const parts: string[] = []
  if (disk) {
    const used = disk.used_bytes === undefined ? '' : `${formatBytes(disk.used_bytes)} used, `
    parts.push(`disk    ${used}${formatBytes(disk.free_bytes)} free\n`)
  }
  if (memory) {
    // What processes share counts once, where the system tells.
    const processes = Object.entries(memory.pss_bytes ?? memory.rss_bytes)
    const sum = processes.reduce((total, [, bytes]) => total + bytes, 0)
    parts.push(
      `memory  ${formatBytes(sum)} (${processes.map(([name, bytes]) => `${name} ${formatBytes(bytes)}`).join(', ')})\n`,
    )
  }
  return parts.join('')
}
