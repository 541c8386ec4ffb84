/** Numbers with their units, as people read them, and the tone that a threshold gives them. */
import type { Panel, Threshold } from '../../../src/model/dashboard.ts'
import { formatBytes, formatCompact, formatNumber } from '../i18n/format.ts'

export interface NumberText {
  readonly number: string
  readonly unit: string
}

type Shown = Pick<Panel, 'unit' | 'decimals'>

export function numberText(value: number | null, { unit = '', decimals }: Shown): NumberText {
  if (value === null) return { number: '–', unit: '' }
  const number = (amount: number, usual = digitsOf(amount)) => formatNumber(amount, decimals ?? usual)
  switch (unit) {
    case 'bytes':
    case 'bytes/s': {
      const [amount = '', name = ''] = formatBytes(value).split(/\s/)
      return { number: amount, unit: unit === 'bytes' ? name : `${name}/s` }
    }
    case 'ms':
      return Math.abs(value) < 1000 ? { number: number(value), unit } : { number: number(value / 1000), unit: 's' }
    case 's':
      return durationText(value, number)
    case 'percent':
      return { number: number(value), unit: '%' }
    case 'share':
      return { number: number(value * 100), unit: '%' }
    default:
      return {
        number: decimals === undefined && Math.abs(value) >= 100_000 ? formatCompact(value) : number(value),
        unit,
      }
  }
}

export function shownNumber(value: number | null, shown: Shown): string {
  const { number, unit } = numberText(value, shown)
  return unit === '' ? number : `${number}${unit === '/s' ? '' : '\u202f'}${unit}`
}

function durationText(seconds: number, number: (amount: number) => string): NumberText {
  const [size, unit] = (
    [
      [86_400, 'd'],
      [3600, 'h'],
      [60, 'min'],
    ] as const
  ).find(([size]) => Math.abs(seconds) >= 2 * size) ?? [1, 's']
  return { number: number(seconds / size), unit }
}

/** About three digits that mean something. */
function digitsOf(value: number): number {
  const size = Math.abs(value)
  return size >= 100 || size === 0 ? 0 : size >= 10 ? 1 : 2
}

export function toneOf(value: number | null, thresholds: readonly Threshold[] = []): Threshold['tone'] {
  if (value === null) return 'plain'
  const reached = thresholds.filter(({ from }) => value >= from).sort((a, b) => a.from - b.from)
  return reached.at(-1)?.tone ?? 'plain'
}
