import type { Colors } from '../chart/colors.ts'

/** The colour of a text on this ground: that of texts, or that of surfaces, whichever is told apart better (WCAG 2.2, contrast ratio). */
export function textOn(ground: string, { text, surface }: Pick<Colors, 'text' | 'surface'>): string {
  return contrast(ground, text) >= contrast(ground, surface) ? text : surface
}

/** Whether texts are brighter than what they stand on. */
export function isDark({ text, surface }: Pick<Colors, 'text' | 'surface'>): boolean {
  return luminance(text) > luminance(surface)
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((one, other) => one - other) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** Of a colour with six hexadecimal digits. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
