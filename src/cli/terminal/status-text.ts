import { formatBytes } from '../../lib/size.ts'
import { visible } from '../../lib/table.ts'
import type { PartialStatusReport, StatusReport } from '../../model/status-report.ts'
import { formatElapsed, formatNumber } from './quantity.ts'
import { colorsOf, formatTableFor, type Terminal } from './terminal.ts'

const equation = [
  'received',
  'stored',
  'duplicate',
  'rejected',
  'late_dropped',
  'dropped',
  'refused',
  'pending',
] as const

type Status = StatusReport | PartialStatusReport

/** The whole status on one screen, the problems last, where the eye is. */
export function formatStatus(status: Status, terminal: Terminal): string {
  const colors = colorsOf(terminal)
  const parts = [
    `${colors.bold(visible(status.name))}  up ${formatElapsed(status.uptime_s * 1000)}${'data' in status ? `, data in ${status.data}` : ''}\n`,
    formatStreams(status, terminal),
    formatDatasets(status, terminal),
    formatSources(status, terminal),
    formatEndpoints(status, terminal),
    'disk' in status ? formatMachine(status) + formatBackup(status) : '',
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
  // Few projects leave out records.
  const counters = equation.filter(
    (name) => name !== 'dropped' || Object.values(streams).some((each) => each.dropped > 0),
  )
  const alarm: Partial<Record<(typeof equation)[number], (text: string) => string>> = { refused: red, rejected: yellow }
  const columns = [
    { title: 'stream' },
    ...counters.map((title) => ({
      title,
      align: 'right' as const,
      paint: (cell: string, text: string) => (text === '0' ? cell : (alarm[title]?.(cell) ?? cell)),
    })),
    { title: 'disk', align: 'right' as const },
  ]
  const rows = names.map((name) => {
    const stream = streams[name]!
    return [name, ...counters.map((counter) => formatNumber(stream[counter])), formatBytes(stream.bytes)]
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

function formatEndpoints({ endpoints }: Status, terminal: Terminal): string {
  const entries = Object.entries(endpoints).filter(([, { requests }]) => requests > 0)
  if (entries.length === 0) return ''
  const { red, yellow } = colorsOf(terminal)
  const alarm = (paint: (text: string) => string) => (cell: string, text: string) => (text === '0' ? cell : paint(cell))
  const columns = [
    { title: 'endpoint' },
    { title: 'requests', align: 'right' as const },
    { title: 'from memory', align: 'right' as const },
    { title: 'limited', align: 'right' as const, paint: alarm(yellow) },
    { title: 'failed', align: 'right' as const, paint: alarm(red) },
    { title: 'p99', align: 'right' as const },
  ]
  const rows = entries.map(([name, { requests, from_memory, limited, failed, p99_ms }]) => [
    name,
    ...[requests, from_memory, limited, failed].map(formatNumber),
    `${p99_ms} ms`,
  ])
  return formatTableFor(terminal, columns, rows)
}

function formatBackup({ backup }: StatusReport): string {
  if (!backup) return 'backup  none yet: caudal backup <folder>\n'
  return `backup  ${backup.at.slice(0, 16).replace('T', ' ')} UTC, ${formatBytes(backup.bytes)} in ${visible(backup.folder)}\n`
}

function formatMachine({ disk, memory }: StatusReport): string {
  // What processes share counts once, where the system tells.
  const processes = Object.entries(memory.pss_bytes ?? memory.rss_bytes)
  const sum = processes.reduce((total, [, bytes]) => total + bytes, 0)
  const parts = processes.map(([name, bytes]) => `${name} ${formatBytes(bytes)}`)
  return `disk    ${formatBytes(disk.free_bytes)} free\nmemory  ${formatBytes(sum)} (${parts.join(', ')})\n`
}
