/** The tokens of the light theme, which is that of paper, as charts need them. */
import type { Brand } from '../../../../src/model/brand.ts'
import tokens from '../../design/tokens.css?raw'
import type { Colors } from '../chart/colors.ts'

export function paperColors(font: string, brand: Brand | undefined): Colors {
  const light = tokens.slice(0, tokens.indexOf('[data-mantine-color-scheme="dark"]'))
  const known = new Map(
    [...light.matchAll(/--([a-z0-9-]+): ([^;]+);/g)].map(([, name = '', value = '']) => [name, value]),
  )
  const own: Readonly<Record<string, string>> = { ...brand?.colors?.light }
  const token = (name: string) => own[name] ?? known.get(name)!
  return {
    text: token('text'),
    muted: token('muted'),
    faint: token('faint'),
    line: token('line'),
    surface: token('surface'),
    raised: token('raised'),
    accent: token('accent'),
    'accent-soft': token('accent-soft'),
    ok: token('ok'),
    warn: token('warn'),
    bad: token('bad'),
    series: [1, 2, 3, 4, 5, 6, 7, 8].map((i) => token(`s${i}`)),
    slots: new Map(),
    font,
  }
}
