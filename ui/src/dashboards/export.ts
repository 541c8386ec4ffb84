/** What a panel shows as a file. */
import type { PanelAnswer } from '../../../src/model/dashboard.ts'
import { saveFile } from '../lib/save-file.ts'

/** RFC 4180; what a spreadsheet would run as a formula is text. */
export function csvOf({ columns = [], rows = [] }: PanelAnswer): string {
  const names = columns.map(({ name }) => name)
  const lines = rows.map((row) => names.map((name) => cellOf(row[name])).join(','))
  return `${[names.map(cellOf).join(','), ...lines].join('\r\n')}\r\n`
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  const isFormula = typeof value === 'string' && /^[=+\-@\t]/.test(text) && Number.isNaN(Number(text))
  return isFormula || /[",\r\n]/.test(text) ? `"${isFormula ? "'" : ''}${text.replaceAll('"', '""')}"` : text
}

export function exportCsv(answer: PanelAnswer, name: string): void {
  saveFile(new Blob([csvOf(answer)], { type: 'text/csv' }), `${name}.csv`)
}

/** The chart, or all of a trellis, on the ground on which they are seen. */
export function exportPng(card: HTMLElement, name: string): void {
  const charts = [...card.querySelectorAll('canvas')].map((chart) => ({ chart, at: chart.getBoundingClientRect() }))
  const scale = charts[0]!.chart.width / charts[0]!.at.width
  const left = Math.min(...charts.map(({ at }) => at.left))
  const top = Math.min(...charts.map(({ at }) => at.top))
  const picture = document.createElement('canvas')
  picture.width = (Math.max(...charts.map(({ at }) => at.right)) - left) * scale
  picture.height = (Math.max(...charts.map(({ at }) => at.bottom)) - top) * scale
  const context = picture.getContext('2d')!
  context.fillStyle = getComputedStyle(card).backgroundColor
  context.fillRect(0, 0, picture.width, picture.height)
  for (const { chart, at } of charts) context.drawImage(chart, (at.left - left) * scale, (at.top - top) * scale)
  picture.toBlob((blob) => blob && saveFile(blob, `${name}.png`))
}
