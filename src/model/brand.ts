/** How a company is shown: its name, its logo and its colour, of which both themes have tokens that can be read. Pure. */
import { black, colorText, contrastOf, maybeColor, mix, type Rgb, readableOn, textContrast, white } from './contrast.ts'

export interface BrandColors {
  readonly accent: string
  readonly 'accent-soft': string
  readonly 'accent-text': string
  readonly 'on-accent': string
}

export interface Brand {
  readonly title?: string
  /** A picture in itself: `data:image/svg+xml;base64,…`. */
  readonly logo?: string
  readonly colors?: { readonly light: BrandColors; readonly dark: BrandColors }
}

/** The grounds on which the accent stands: `bg`, `surface` and `raised` of each theme. */
export const grounds = {
  light: ['#f6f8fa', '#ffffff'],
  dark: ['#0c1116', '#121920', '#19222b'],
} as const

const groundsOf = (theme: keyof typeof grounds) => grounds[theme].map((color) => maybeColor(color)!)

/** The nearest colour that can be read in the light theme, where this one cannot. */
export function maybeReadable(color: Rgb): string | undefined {
  const readable = readableOn(color, groundsOf('light'), black)
  return colorText(readable) === colorText(color) ? undefined : colorText(readable)
}

/** The tokens of both themes: in the dark one it is as light as it has to be. */
export function brandColors(color: Rgb): NonNullable<Brand['colors']> {
  return { light: tokensOf(color, 'light', black), dark: tokensOf(color, 'dark', white) }
}

function tokensOf(color: Rgb, theme: keyof typeof grounds, towards: Rgb): BrandColors {
  const all = groundsOf(theme)
  const accent = readableOn(color, all, towards)
  const soft = mix(all[1]!, accent, 0.13)
  return {
    accent: colorText(accent),
    'accent-soft': colorText(soft),
    'accent-text': colorText(readableOn(accent, [soft, ...all], towards)),
    'on-accent': colorText(contrastOf(accent, white) >= textContrast ? white : black),
  }
}
