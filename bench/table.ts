/** The table of results: what was measured, beside a limit or a peer of the same run, and the aim. */
export interface Line {
  readonly what: string
  readonly measured: string
  /** The limit or peer, and what it reached in this run. */
  readonly against: string
  readonly ratio?: number
  /** What was aimed at, in words, and whether it was reached; undefined where it is only shown. */
  readonly aim: string
  readonly reached?: boolean
}

export function tableOf(lines: readonly Line[]): string {
  const rows = lines.map(({ what, measured, against, ratio, aim, reached }) => [
    what,
    measured,
    against,
    ratio === undefined ? '' : ratio.toFixed(2),
    aim,
    reached === undefined ? 'shown' : reached ? 'yes' : '**no**',
  ])
  const all = [['what', 'measured', 'against', 'ratio', 'aim', 'reached'], ...rows]
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)))
  const text = (row: string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`
  return [text(all[0]!), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...all.slice(1).map(text)].join(
    '\n',
  )
}

export function perSecond(value: number): string {
  return `${Math.round(value).toLocaleString('en')}/s`
}

export function ms(value: number): string {
  return value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`
}

export function megabytes(value: number): string {
  return `${Math.round(value / 2 ** 20)} MB`
}
