/** What a panel of rows has of text: tables, log lines, monitors. */
import { formatNumber, formatTime } from '../../i18n/format.ts'
import { frameOf, labelOf, numberOf } from '../../lib/frame.ts'
import { toneOf } from '../number-text.ts'
import { linePartsOf, toneOfLevel } from '../panels/log-line.ts'
import type { PanelProps } from '../panels/panel.ts'
import { cellText, largestOf } from '../panels/table-cell.ts'
import { type Box, fill, type Pen, write } from './drawing.ts'

const line = 22
const pad = 10

/** As many rows as there is room for, and how many there are more. */
function drawRows<Row>(pen: Pen, { x, y, w, h }: Box, rows: readonly Row[], draw: (row: Row, box: Box) => void): void {
  const room = Math.max(1, Math.floor(h / line))
  const count = rows.length > room ? room - 1 : rows.length
  for (const [i, row] of rows.slice(0, count).entries()) draw(row, { x, y: y + i * line, w, h: line })
  if (count === rows.length) return
  const more = pen.t.more(formatNumber(rows.length - count))
  write(pen, more, x, y + count * line + 15, { size: 11, color: pen.colors.faint, width: w })
}

export function drawTable(pen: Pen, { x, y, w, h }: Box, { panel, answer }: PanelProps): void {
  const { context, colors } = pen
  const frame = frameOf(answer)
  const columns = (answer.columns ?? []).map(({ name }) => ({ name, isNumber: frame.values.includes(name) }))
  const rows = answer.rows ?? []
  const bars = new Map(columns.map(({ name }) => [name, largestOf(name, panel, answer)]))
  const textOf = (name: string, row: (typeof rows)[number]) => cellText(name, row[name], panel, answer)
  context.font = `400 12px ${colors.font}`
  const wanted = columns.map(({ name }) => {
    const texts = [name, ...rows.slice(0, 60).map((row) => textOf(name, row))]
    return Math.min(260, Math.max(...texts.map((text) => context.measureText(text).width))) + 2 * pad
  })
  const scale = w / wanted.reduce((sum, one) => sum + one, 0)
  const widths = wanted.map((one) => one * scale)
  const lefts = widths.map((_, i) => x + widths.slice(0, i).reduce((sum, one) => sum + one, 0))
  const cell = (text: string, i: number, base: number, color: string, weight: number) => {
    const { isNumber } = columns[i]!
    const at = isNumber ? lefts[i]! + widths[i]! - pad : lefts[i]! + (i === 0 ? 2 : pad)
    const width = widths[i]! - pad - 2
    write(pen, text, at, base, {
      size: weight === 400 ? 12 : 11,
      weight,
      color,
      align: isNumber ? 'right' : 'left',
      width,
    })
  }
  for (const [i, { name }] of columns.entries()) cell(name, i, y + 14, colors.muted, 500)
  fill(context, { x, y: y + line - 1, w, h: 1 }, colors.line)
  drawRows(pen, { x, y: y + line, w, h: h - line }, rows, (row, box) => {
    for (const [i, { name, isNumber }] of columns.entries()) {
      const value = numberOf(row[name])
      const largest = bars.get(name)
      const share = largest ? Math.max(0, value ?? 0) / largest : 0
      if (share > 0)
        fill(context, { x: lefts[i]!, y: box.y + 2, w: widths[i]! * share, h: line - 4 }, colors['accent-soft'], 3)
      const tone = isNumber ? toneOf(value, panel.thresholds) : 'plain'
      cell(textOf(name, row), i, box.y + 15, tone === 'plain' ? colors.text : colors[tone], 400)
    }
    fill(context, { x, y: box.y + line - 1, w, h: 0.5 }, colors.line)
  })
}

export function drawLogs(pen: Pen, box: Box, { answer }: PanelProps): void {
  const { colors } = pen
  const tones = { bad: colors.bad, warn: colors.warn, plain: colors.muted }
  const { level, message, others } = linePartsOf(answer)
  drawRows(pen, box, answer.rows ?? [], (row, { x, y, w }) => {
    const small = { size: 11, isMono: true }
    const time = write(pen, formatTime(String(row._time), 'short'), x, y + 15, { ...small, color: colors.faint })
    let left = x + time + 10
    if (level && row[level] !== null) {
      const text = String(row[level])
      left += write(pen, text, left, y + 15, { ...small, weight: 500, color: tones[toneOfLevel(text)] }) + 10
    }
    const fields = others.filter((name) => row[name] !== null).map((name) => `${name} ${labelOf(row[name])}`)
    const text = [...(message ? [labelOf(row[message])] : []), ...fields].join('   ')
    write(pen, text, left, y + 15, { ...small, width: x + w - left })
  })
}

export function drawAlerts(pen: Pen, box: Box, { answer }: PanelProps): void {
  const { colors, t } = pen
  const rows = answer.rows ?? []
  if (rows.length === 0) return void write(pen, t.noMonitors, box.x, box.y + 16, { color: colors.muted, width: box.w })
  const states: Readonly<Record<string, readonly [string, string]>> = {
    firing: [t.firing, colors.bad],
    error: [t.failing, colors.warn],
    no_data: [t.noData, colors.warn],
    pending: [t.pending, colors.warn],
    ok: [t.fine, colors.ok],
  }
  drawRows(pen, box, rows, (row, { x, y, w }) => {
    const [word, color] = states[String(row.state)] ?? [String(row.state), colors.muted]
    write(pen, word, x, y + 15, { weight: 600, color, width: 110 })
    const since = typeof row.since === 'string' ? formatTime(row.since, 'short') : ''
    write(pen, String(row.monitor), x + 120, y + 15, { width: w - 230 })
    write(pen, since, x + w, y + 15, { size: 11, color: colors.faint, align: 'right' })
  })
}
