import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

type Rgb = readonly [number, number, number]

const css = readFileSync(fileURLToPath(new URL('../../ui/src/design/tokens.css', import.meta.url)), 'utf8')
const [light = '', dark = ''] = css.split('[data-mantine-color-scheme="dark"]')
const themes = { light: colorsOf(light), dark: colorsOf(dark) }
const series = Array.from({ length: 8 }, (_, i) => `s${i + 1}`)

function colorsOf(text: string): Record<string, Rgb> {
  const part = (hex: string, at: number) => Number.parseInt(hex.slice(at, at + 2), 16)
  return Object.fromEntries(
    [...text.matchAll(/--([\w-]+): #([0-9a-f]{6})/g)].map(([, name = '', hex = '']) => [
      name,
      [part(hex, 0), part(hex, 2), part(hex, 4)],
    ]),
  )
}

function linear(value: number): number {
  const share = value / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

/** WCAG 2.2: the contrast ratio of two colours. */
function contrast(a: Rgb, b: Rgb): number {
  const luminance = ([r, g, b]: Rgb) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
  const [bright = 0, dim = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (bright + 0.05) / (dim + 0.05)
}

/** Machado, Oliveira and Fernandes 2009, at full severity, over linear light. */
const visions: Record<string, readonly Rgb[]> = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

/** Oklab (Ottosson 2020) of a colour as these eyes see it. */
function seen(color: Rgb, vision: readonly Rgb[]): Rgb {
  const light = color.map(linear)
  const [r = 0, g = 0, b = 0] = vision.map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, factor, i) => sum + factor * light[i]!, 0),
      ),
    ),
  )
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

describe.each(Object.entries(themes))('the tokens of the %s theme', (_, colors) => {
  it.each(['text', 'muted', 'faint', 'accent-text', 'ok', 'warn', 'bad'])(
    'make %s readable on every ground',
    (name) => {
      for (const ground of ['bg', 'surface', 'raised'])
        expect(contrast(colors[name]!, colors[ground]!)).toBeGreaterThan(4.5)
    },
  )

  it.each(['accent', 'ok', 'warn', 'bad'])('make words in %s readable on its soft ground', (name) => {
    const word = colors[`${name}-text`] ?? colors[name]!
    expect(contrast(word, colors[`${name}-soft`]!)).toBeGreaterThan(4.5)
  })

  it('make the word on the accent readable', () => {
    expect(contrast(colors['on-accent']!, colors.accent!)).toBeGreaterThan(4.5)
  })

  it.each(series)('make series %s stand out from the ground', (name) => {
    expect(contrast(colors[name]!, colors.surface!)).toBeGreaterThan(3)
  })

  it.each(Object.entries(visions))('keep the series apart for eyes of %s', (_, vision) => {
    const points = series.map((name) => seen(colors[name]!, vision))
    const distances = points.flatMap((a, i) =>
      points.slice(0, i).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])),
    )
    // About four just noticeable differences.
    expect(Math.min(...distances)).toBeGreaterThan(0.065)
  })
})

it('has the same names in both themes', () => {
  const own = (text: string) => Object.keys(colorsOf(text)).sort()
  expect(own(light)).toEqual(own(dark))
})
