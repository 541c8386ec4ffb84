/** pandas, from PyPI: it computes by `examples/water/reference.py` what the product is held against. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Fault } from '../../examples/water/weekly/faults.ts'
import type { Reading } from '../../examples/water/weekly/reading.ts'
import { pythonPackages } from '../support/python-packages.ts'

/** Why pandas cannot be had here, if so. */
export const { absence, python } = pythonPackages('pandas', ['pandas==3.0.0'])

const script = join(import.meta.dirname, '../../examples/water/reference.py')

export interface MonthlyRow {
  readonly place: string
  readonly year: number
  readonly month: number
  readonly mean_temperature: number
  readonly max_temperature: number
  readonly max_sd: number
  readonly max_difference: number | null
  /** The month that it is the difference to, such as `2024-03`, and how many months without data lie between. */
  readonly compared_with: string | null
  readonly gap_months: number | null
}

export type FiledReading = Reading & { readonly file: string; readonly line: number }

export interface Reference {
  readonly valid: readonly FiledReading[]
  /** Those that say something that was not known already. */
  readonly news: readonly FiledReading[]
  readonly invalid: readonly { file: string; line: number; text: string; faults: Fault[] }[]
  /** The last valid reading of each place and day. */
  readonly readings: readonly Reading[]
  readonly monthly: readonly MonthlyRow[]
  /** What the API answers, by its path. */
  readonly answers: Readonly<Record<string, object>>
  readonly notices: readonly { file: string; place: string; readings: Omit<Reading, 'place'>[] }[]
}

/** What the CSV files of a folder come to; without names they are taken in the order of their dates. */
export function referenceOf(folder: string, names: readonly string[] = []): Reference {
  return JSON.parse(execFileSync(python, [script, folder, ...names], { maxBuffer: 1 << 28, encoding: 'utf8' }))
}
