/** Colours as people see them beside one another. WCAG 2.2, 1.4.3: text needs a contrast of 4.5 to what is behind it. */

export type Rgb = readonly [red: number, green: number, blue: number]

export const textContrast = 4.5

export const white: Rgb = [255, 255, 255]
export const black: Rgb = [0, 0, 0]

/** `#0b7f86`; undefined for what is no colour. */
export function maybeColor(text: string): Rgb | undefined {
  const [, red = '', green = '', blue = ''] = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text) ?? []
  return red === '' ? undefined : [Number.parseInt(red, 16), Number.parseInt(green, 16), Number.parseInt(blue, 16)]
}

export function colorText(color: Rgb): string {
  return `#${color.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

export function contrastOf(a: Rgb, b: Rgb): number {
  const [bright = 0, dim = 0] = [luminanceOf(a), luminanceOf(b)].sort((x, y) => y - x)
  return (bright + 0.05) / (dim + 0.05)
}

/** So much of the second colour in the first one. */
export function mix(a: Rgb, b: Rgb, share: number): Rgb {
  return [0, 1, 2].map((i) => Math.round(a[i]! + (b[i]! - a[i]!) * share)) as unknown as Rgb
}

/** The colour nearest to this one, on its way to black or white, that can be read on all of these. */
export function readableOn(color: Rgb, grounds: readonly Rgb[], towards: Rgb): Rgb {
  for (let step = 0; step <= 100; step++) {
    const near = mix(color, towards, step / 100)
    if (grounds.every((ground) => contrastOf(near, ground) >= textContrast)) return near
  }
  return towards
}

function luminanceOf([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

function linear(value: number): number {
  const share = value / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}
