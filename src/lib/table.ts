import stringWidth from 'string-width'

/** A column of a table for people. */
export interface TableColumn {
  readonly title: string
  /** Numbers stand to the right, so that their digits align. */
  readonly align?: 'left' | 'right'
  /** Colours a finished cell; the text keeps its width. */
  readonly paint?: (cell: string, text: string) => string
}

export interface TableOptions {
  /** The width to fit into, by cutting the widest columns with `…`; nothing is cut without it. */
  readonly width?: number | undefined
  readonly paintTitle?: (cell: string) => string
}

const gap = '  '
const leastWidth = 4

/** Lines of aligned columns: wide characters count double, control characters are shown, never sent to the terminal. */
export function formatTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  options: TableOptions = {},
): string {
  const texts = rows.map((row) => columns.map((_, i) => visible(row[i] ?? '')))
  const widths = columns.map(({ title }, i) =>
    texts.reduce((width, row) => Math.max(width, stringWidth(row[i]!)), stringWidth(title)),
  )
  if (options.width !== undefined) fit(widths, options.width - gap.length * (columns.length - 1))

  const line = (cells: readonly string[], paint: (cell: string, text: string, i: number) => string): string =>
    cells
      .map((text, i) => paint(pad(cut(text, widths[i]!), widths[i]!, columns[i]!.align), text, i))
      .join(gap)
      .trimEnd()
  const titles = columns.map(({ title }) => title)
  const lines = [line(titles, (cell) => options.paintTitle?.(cell) ?? cell)]
  for (const row of texts) lines.push(line(row, (cell, text, i) => columns[i]!.paint?.(cell, text) ?? cell))
  return `${lines.join('\n')}\n`
}

/** Narrows the widest until all fit, or until nothing more can be taken. */
function fit(widths: number[], room: number): void {
  let excess = widths.reduce((sum, width) => sum + width, 0) - room
  while (excess > 0) {
    const widest = Math.max(...widths)
    if (widest <= leastWidth) return
    const next = Math.max(leastWidth, ...widths.filter((width) => width < widest))
    const wide = widths.flatMap((width, i) => (width === widest ? [i] : []))
    const each = Math.max(1, Math.min(widest - next, Math.ceil(excess / wide.length)))
    for (const i of wide) {
      const taken = Math.min(each, excess)
      widths[i]! -= taken
      excess -= taken
    }
  }
}

function pad(text: string, width: number, align: TableColumn['align']): string {
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)))
  return align === 'right' ? space + text : text + space
}

const graphemes = new Intl.Segmenter()

/** The text in at most so many terminal cells; `…` stands for what was cut. */
export function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text
  let kept = ''
  let used = 0
  for (const { segment } of graphemes.segment(text)) {
    const step = stringWidth(segment)
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
