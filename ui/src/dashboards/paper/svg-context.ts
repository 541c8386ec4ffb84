/** As much of a canvas as panels are drawn with, which writes SVG: texts stay texts, and lines grow without blur. */
import type { Context } from './drawing.ts'

interface Look {
  fillStyle: string
  strokeStyle: string
  lineWidth: number
  globalAlpha: number
  font: string
  textAlign: CanvasTextAlign
  textBaseline: CanvasTextBaseline
}

const anchors: Readonly<Record<string, string>> = { right: 'end', center: 'middle' }

export class SvgContext implements Look {
  fillStyle = 'black'
  strokeStyle = 'black'
  lineWidth = 1
  globalAlpha = 1
  font = '12px sans-serif'
  textAlign: CanvasTextAlign = 'left'
  textBaseline: CanvasTextBaseline = 'alphabetic'
  readonly #measure: Context
  readonly #parts: string[] = []
  /** What is to be had again, with how many groups were opened since. */
  readonly #saved: { readonly look: Look; groups: number }[] = []
  #path: string[] = []
  #clips = 0

  /** Texts are measured on a canvas. */
  constructor(measure: Context) {
    this.#measure = measure
  }

  measureText(text: string): TextMetrics {
    this.#measure.font = this.font
    return this.#measure.measureText(text)
  }

  save(): void {
    const { fillStyle, strokeStyle, lineWidth, globalAlpha, font, textAlign, textBaseline } = this
    const look = { fillStyle, strokeStyle, lineWidth, globalAlpha, font, textAlign, textBaseline }
    this.#saved.push({ look, groups: 0 })
  }

  restore(): void {
    const last = this.#saved.pop()
    if (!last) return
    this.#parts.push('</g>'.repeat(last.groups))
    Object.assign(this, last.look)
  }

  beginPath(): void {
    this.#path = []
  }

  /** The first one begins the path. */
  lineTo(x: number, y: number): void {
    this.#path.push(`${this.#path.length === 0 ? 'M' : 'L'}${short(x)} ${short(y)}`)
  }

  closePath(): void {
    this.#path.push('Z')
  }

  rect(x: number, y: number, w: number, h: number): void {
    this.#path.push(`M${short(x)} ${short(y)}h${short(w)}v${short(h)}h${short(-w)}Z`)
  }

  roundRect(x: number, y: number, w: number, h: number, radius = 0): void {
    const r = Math.min(radius, w / 2, h / 2)
    const corner = (dx: number, dy: number) => `a${short(r)} ${short(r)} 0 0 1 ${short(dx)} ${short(dy)}`
    this.#path.push(
      `M${short(x + r)} ${short(y)}h${short(w - 2 * r)}${corner(r, r)}v${short(h - 2 * r)}${corner(-r, r)}` +
        `h${short(2 * r - w)}${corner(-r, -r)}v${short(2 * r - h)}${corner(r, -r)}Z`,
    )
  }

  clip(): void {
    const id = `clip-${++this.#clips}`
    this.#parts.push(`<clipPath id="${id}"><path d="${this.#path.join('')}"/></clipPath><g clip-path="url(#${id})">`)
    const last = this.#saved.at(-1)
    if (last) last.groups++
  }

  fill(): void {
    this.#parts.push(`<path d="${this.#path.join('')}" fill="${attribute(this.fillStyle)}"${this.#opacity()}/>`)
  }

  stroke(): void {
    const stroke = `fill="none" stroke="${attribute(this.strokeStyle)}" stroke-width="${this.lineWidth}"`
    this.#parts.push(`<path d="${this.#path.join('')}" ${stroke}${this.#opacity()}/>`)
  }

  fillText(text: string, x: number, y: number): void {
    const anchor = anchors[this.textAlign]
    const style = `font:${this.font}${anchor ? `;text-anchor:${anchor}` : ''}`
    const place = `x="${short(x)}" y="${short(y)}" fill="${attribute(this.fillStyle)}" style="${attribute(style)}"`
    this.#parts.push(`<text ${place}${this.#opacity()}>${attribute(text)}</text>`)
  }

  /** The whole picture. */
  picture(width: number, height: number): string {
    const open = this.#saved.reduce((sum, { groups }) => sum + groups, 0)
    const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${short(width)}" height="${short(height)}">`
    return `${head}${this.#parts.join('')}${'</g>'.repeat(open)}</svg>`
  }

  #opacity(): string {
    return this.globalAlpha === 1 ? '' : ` opacity="${this.globalAlpha}"`
  }
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100)
}

/** Names come from records: they are text in the picture, too. */
function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
