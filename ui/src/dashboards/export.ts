/** What a panel shows as a file. */
import type { PanelAnswer } from '../../../src/model/dashboard.ts'

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
  download(new Blob([csvOf(answer)], { type: 'text/csv' }), `${name}.csv`)
}

/** The chart on the ground on which it is seen. */
export function exportPng(card: HTMLElement, name: string): void {
  const chart = card.querySelector('canvas')!
  const picture = document.createElement('canvas')
  picture.width = chart.width
  picture.height = chart.height
  const context = picture.getContext('2d')!
  context.fillStyle = getComputedStyle(card).backgroundColor
  context.fillRect(0, 0, picture.width, picture.height)
  context.drawImage(chart, 0, 0)
  picture.toBlob((blob) => blob && download(blob, `${name}.png`))
}

export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name.replaceAll(/[\\/:*?"<>|]+/g, ' ')
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
