/** How a case reads that was tried: its name, where it stands, and what differs. */
import type { Place } from '../../lib/errors.ts'
import { differenceOf } from '../../lib/line-difference.ts'
import type { Colors } from './terminal.ts'

export interface TestReport {
  readonly name: string
  readonly at: Place | undefined
  readonly differences: readonly { readonly what: string; readonly expected: unknown; readonly got: unknown }[]
  /** What was printed. */
  readonly lines: readonly string[]
}

export function testText({ name, at, differences, lines }: TestReport, colors: Colors): string {
  if (differences.length === 0) return `${colors.green('✓')} ${name}\n`
  const place = at ? colors.dim(`  ${at.file}:${at.line}:${at.column}`) : ''
  const details = [
    ...differences.flatMap(({ what, expected, got }) =>
      what === 'run'
        ? [`    ${String(got)}`]
        : [`    ${what}, ${colors.red('- expected')} ${colors.green('+ got')}:`, ...diffLines(expected, got, colors)],
    ),
    ...lines.map((line) => `    | ${line}`),
  ]
  return `${[`${colors.red('✗')} ${name}${place}`, ...details].join('\n')}\n`
}

/** Lists item by item, maps field by field. */
function diffLines(expected: unknown, got: unknown, { red, green, dim }: Colors): string[] {
  return differenceOf(linesOf(expected), linesOf(got)).map(({ sign, line }) => {
    const text = `      ${sign} ${line}`
    return sign === '-' ? red(text) : sign === '+' ? green(text) : dim(text)
  })
}

function linesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(textOf)
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).map(([name, inner]) => `${name}: ${textOf(inner)}`)
  return [textOf(value)]
}

function textOf(value: unknown): string {
  return (
    JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? 'undefined'
  )
}
