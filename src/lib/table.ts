import { textWidth } from './text-width.ts'

/** A column of a table for people. */
export interface TableColumn {
  readonly title: string
  /** Numbers stand to the right, so that their digits align. */
  readonly align?: 'left' | 'right'
  /** Colours a finished cell; the text keeps its width. */
  readonly paint?: (cell: string, text: string) => string
  /** Is shown whole or not at all, such as a time: half of it says nothing. */
  readonly isWhole?: boolean
}

export interface TableOptions {
  /** The width to fit into, by cutting the widest columns with `…` and leaving out the last ones; all is shown without it. */
  readonly width?: number | undefined
  /** Where columns that are left out can be seen: `--format csv`. */
  readonly otherwise?: string
  readonly paintTitle?: (cell: string) => string
}

const gap = '  '
/** A column that is cut to less says nothing. */
const leastWidth = 8

/** Lines of aligned columns: wide characters count double, control characters are shown, never sent to the terminal. */
export function formatTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  options: TableOptions = {},
): string {
  const texts = rows.map((row) => columns.map((_, i) => visible(row[i] ?? '')))
  const widths = fit(columns, naturalWidths(columns, texts), options.width)

  const line = (cells: readonly string[], paint: (cell: string, text: string, i: number) => string): string =>
    cells
      .slice(0, widths.length)
      .map((text, i) => paint(pad(cut(text, widths[i]!), widths[i]!, columns[i]!.align), text, i))
      .join(gap)
      .trimEnd()
  const titles = columns.map(({ title }) => title)
  const lines = [line(titles, (cell) => options.paintTitle?.(cell) ?? cell)]
  for (const row of texts) lines.push(line(row, (cell, text, i) => columns[i]!.paint?.(cell, text) ?? cell))
  const missing = columns.length - widths.length
  if (missing > 0) {
    const otherwise = options.otherwise === undefined ? '' : `${options.otherwise}, or `
    lines.push(`… and ${missing} more column${missing === 1 ? '' : 's'}: ${otherwise}a wider terminal`)
  }
  return `${lines.join('\n')}\n`
}

/** Whether all columns have room, the wide ones cut. */
export function hasRoom(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  width: number | undefined,
): boolean {
  const texts = rows.map((row) => columns.map((_, i) => visible(row[i] ?? '')))
  return fit(columns, naturalWidths(columns, texts), width).length === columns.length
}

/** A name and its value a line: one row of a table that has too many columns. */
export function formatRow(columns: readonly TableColumn[], row: readonly string[], options: TableOptions = {}): string {
  const titles = columns.map(({ title }) => visible(title))
  const width = Math.max(0, ...titles.map((title) => textWidth(title)))
  const lines = titles.map((title, i) => {
    const name = pad(title, width, 'left')
    return `${options.paintTitle?.(name) ?? name}${gap}${visible(row[i] ?? '')}`.trimEnd()
  })
  return `${lines.join('\n')}\n`
}

function naturalWidths(columns: readonly TableColumn[], texts: readonly (readonly string[])[]): number[] {
  return columns.map(({ title }, i) =>
    texts.reduce((width, row) => Math.max(width, textWidth(row[i]!)), textWidth(title)),
  )
}

/** The widths of the first columns, as many as fit when the wide ones are narrowed; at least one. */
function fit(columns: readonly TableColumn[], natural: readonly number[], width: number | undefined): number[] {
  if (width === undefined) return [...natural]
  const least = natural.map((wide, i) => (columns[i]!.isWhole ? wide : Math.min(wide, leastWidth)))
  let fitting = 0
  for (let used = 0; fitting < least.length; fitting++) {
    used += least[fitting]! + (fitting > 0 ? gap.length : 0)
    if (used > width && fitting > 0) break
  }
  const widths = natural.slice(0, fitting)
  narrow(widths, least, width - gap.length * (fitting - 1))
  // A terminal that has no room even for the first column cuts that one.
  if (widths.length === 1) widths[0] = Math.min(widths[0]!, width)
  return widths
}

/** Narrows the widest until all fit; none becomes less than its least. */
function narrow(widths: number[], least: readonly number[], room: number): void {
  let excess = widths.reduce((sum, width) => sum + width, 0) - room
  while (excess > 0) {
    const free = widths.filter((width, i) => width > least[i]!)
    if (free.length === 0) return
    const widest = Math.max(...free)
    const wide = widths.flatMap((width, i) => (width === widest && width > least[i]! ? [i] : []))
    const next = Math.max(...wide.map((i) => least[i]!), ...free.filter((width) => width < widest))
    const each = Math.max(1, Math.min(widest - next, Math.ceil(excess / wide.length)))
    for (const i of wide) {
      const taken = Math.min(each, excess)
      widths[i]! -= taken
      excess -= taken
    }
  }
}

function pad(text: string, width: number, align: TableColumn['align']): string {
  const space = ' '.repeat(Math.max(0, width - textWidth(text)))
  return align === 'right' ? space + text : text + space
}

let segmenter: Intl.Segmenter | undefined

/** The text in at most so many terminal cells; `…` stands for what was cut. */
export function cut(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  let kept = ''
  let used = 0
  segmenter ??= new Intl.Segmenter()
  for (const { segment } of segmenter.segment(text)) {
    const step = textWidth(segment)
    if (used + step > width - 1) break
    kept += segment
    used += step
  }
  return `${kept}…`
}

const shown: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** Control characters in a visible form: data must not move the cursor or colour the terminal of whoever looks at it. */
export function visible(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) => shown[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
