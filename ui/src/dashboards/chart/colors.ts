/** The tokens as charts need them: values, not names. They are read again when the theme changes. */
import { useComputedColorScheme } from '@mantine/core'
import { useMemo } from 'react'
import type { Threshold } from '../../../../src/model/dashboard.ts'
import type { KnownSlots } from './color-slots.ts'

const names = [
  'text',
  'muted',
  'faint',
  'line',
  'surface',
  'raised',
  'accent',
  'accent-soft',
  'ok',
  'warn',
  'bad',
] as const

export interface Colors extends Readonly<Record<(typeof names)[number], string>> {
  readonly series: readonly string[]
  /** Which of them names have had. */
  readonly slots: KnownSlots
  readonly font: string
}

/** As long as the page is open, a name has the same colour in all charts. */
const slots: KnownSlots = new Map()

export function useColors(): Colors {
  const scheme = useComputedColorScheme()
  return useMemo(colorsNow, [scheme])
}

export function colorsNow(): Colors {
  const known = Object.fromEntries(names.map((name) => [name, tokenNow(name)])) as Record<
    (typeof names)[number],
    string
  >
  return { ...known, series: [1, 2, 3, 4, 5, 6, 7, 8].map((i) => tokenNow(`s${i}`)), slots, font: tokenNow('font') }
}

/** The value that a token has in the theme that is shown. */
export function tokenNow(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
}

export function colorOf(tone: Threshold['tone'], colors: Colors): string | undefined {
  return tone === 'plain' ? undefined : colors[tone]
}
