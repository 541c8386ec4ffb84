/** pandas, from PyPI: it computes by `examples/water/reference.py` what the product is held against. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Fault } from '../../examples/water/weekly/faults.ts'
import type { Reading } from '../../examples/water/weekly/reading.ts'

const version = '3.0.0'
const cache = join(import.meta.dirname, '../../.cache/pandas')
const python = join(cache, 'venv/bin/python')
const script = join(import.meta.dirname, '../../examples/water/reference.py')

/** Installs it under `.cache` once; returns why that is not possible here. */
export function installPandas(): string | undefined {
  const marker = join(cache, `installed-${version}`)
  if (existsSync(marker)) return undefined
  try {
    rmSync(cache, { recursive: true, force: true })
    mkdirSync(cache, { recursive: true })
    execFileSync('python3', ['-m', 'venv', join(cache, 'venv')], { stdio: 'pipe' })
    execFileSync(python, ['-m', 'pip', 'install', '-q', `pandas==${version}`], { stdio: 'pipe' })
    mkdirSync(marker)
    return undefined
  } catch (error) {
    return `pandas cannot be installed from PyPI: ${error instanceof Error ? error.message.split('\n')[0] : error}`
  }
}

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

export interface Reference {
  readonly valid: readonly (Reading & { readonly file: string; readonly line: number })[]
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
