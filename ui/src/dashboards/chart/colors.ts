/** The tokens as charts need them: values, not names. They are read again when the theme changes. */
import { useComputedColorScheme } from '@mantine/core'
import { useMemo } from 'react'
import type { Threshold } from '../../../../src/model/dashboard.ts'

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
  readonly font: string
}

export function useColors(): Colors {
  const scheme = useComputedColorScheme()
  return useMemo(() => {
    const style = getComputedStyle(document.documentElement)
    const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
    const known = Object.fromEntries(names.map((name) => [name, token(name)])) as Record<(typeof names)[number], string>
    return { ...known, series: [1, 2, 3, 4, 5, 6, 7, 8].map((i) => token(`s${i}`)), font: token('font') }
  }, [scheme])
}

export function colorOf(tone: Threshold['tone'], colors: Colors): string | undefined {
  return tone === 'plain' ? undefined : colors[tone]
}
