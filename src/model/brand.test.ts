import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brandColors, grounds, maybeReadable } from './brand.ts'
import { contrastOf, maybeColor, textContrast } from './contrast.ts'

const channel = fc.integer({ min: 0, max: 255 })

describe('the colour of a company', () => {
  it('can be read in both themes, whatever it is', () => {
    fc.assert(
      fc.property(fc.tuple(channel, channel, channel), (color) => {
        for (const [theme, tokens] of Object.entries(brandColors(color))) {
          const of = (name: keyof typeof tokens) => maybeColor(tokens[name])!
          for (const ground of grounds[theme as keyof typeof grounds]) {
            expect(contrastOf(of('accent'), maybeColor(ground)!)).toBeGreaterThanOrEqual(textContrast)
          }
          expect(contrastOf(of('on-accent'), of('accent'))).toBeGreaterThanOrEqual(textContrast)
          expect(contrastOf(of('accent-text'), of('accent-soft'))).toBeGreaterThanOrEqual(textContrast)
        }
      }),
    )
  })

  it('stays as it is where it can be read, and is darkened where it cannot', () => {
    expect(maybeReadable(maybeColor('#0b5cad')!)).toBeUndefined()
    expect(brandColors(maybeColor('#0b5cad')!).light.accent).toBe('#0b5cad')
    expect(maybeReadable(maybeColor('#ffd500')!)).toMatch(/^#[0-9a-f]{6}$/)
  })

  it('is judged on the grounds of the browser', () => {
    const css = readFileSync(new URL('../../ui/src/design/tokens.css', import.meta.url), 'utf8')
    const [light = '', dark = ''] = css.split('[data-mantine-color-scheme="dark"]')
    const known = (text: string) =>
      ['bg', 'surface', 'raised'].map((name) => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(text)![1])
    expect([...new Set(known(light))]).toEqual([...grounds.light])
    expect([...new Set(known(dark))]).toEqual([...grounds.dark])
  })
})
