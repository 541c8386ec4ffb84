/** Texts and boxes on a sheet. */
import type { Sheets } from '../../../../src/model/paper.ts'
import type { TileMap } from '../../../../src/model/tile.ts'
import type { Colors } from '../chart/colors.ts'
import type { texts } from './texts.ts'

export type Context = CanvasRenderingContext2D

export interface Box {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** Maps with tiles, and where these come from. */
export interface PaperMaps {
  readonly maps: readonly TileMap[]
  readonly tiles: Sheets<never>['tiles']
}

/** With what is drawn. */
export interface Pen {
  readonly context: Context
  readonly colors: Colors
  readonly mono: string
  /** Without them maps are outlines. */
  readonly maps?: PaperMaps
  readonly t: (typeof texts)['en']
}

export interface Hand {
  readonly size?: number
  readonly weight?: number
  readonly color?: string
  readonly isMono?: boolean
  readonly align?: 'left' | 'right' | 'center'
  /** What does not fit is cut. */
  readonly width?: number
}

/** A line of text whose ground line is at `y`; returns its width. */
export function write({ context, colors, mono }: Pen, text: string, x: number, y: number, hand: Hand = {}): number {
  const { size = 12, weight = 400, color = colors.text, isMono = false, align = 'left', width } = hand
  context.font = `${weight} ${size}px ${isMono ? mono : colors.font}`
  context.fillStyle = color
  context.textAlign = align
  context.textBaseline = 'alphabetic'
  const line = drawable(text).replace(/\s+/g, ' ')
  const shown = width === undefined ? line : cut(context, line, width)
  context.fillText(shown, x, y)
  return context.measureText(shown).width
}

function cut(context: Context, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text
  let [low, high] = [0, text.length]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (context.measureText(`${text.slice(0, middle)}…`).width <= width) low = middle
    else high = middle - 1
  }
  return low === 0 ? '' : `${text.slice(0, low).trimEnd()}…`
}

/** Without what ends a text for those who draw it. */
export function drawable(text: string): string {
  return String(text).replaceAll('\0', '').toWellFormed()
}

/** A text as lines of this width, broken between words where there are any. */
export function wrapped(context: Context, text: string, width: number): string[] {
  const lines: string[] = []
  for (const paragraph of drawable(text).split('\n')) {
    let line = ''
    for (const word of paragraph.split(/\s+/)) {
      const longer = line === '' ? word : `${line} ${word}`
      if (line === '' || context.measureText(longer).width <= width) line = longer
      else {
        lines.push(line)
        line = word
      }
    }
    lines.push(line)
  }
  return lines
}

export function fill(context: Context, { x, y, w, h }: Box, color: string, radius = 0): void {
  context.fillStyle = color
  context.beginPath()
  context.roundRect(x, y, w, h, radius)
  context.fill()
}

export function frame(context: Context, { x, y, w, h }: Box, color: string, radius = 0): void {
  context.strokeStyle = color
  context.lineWidth = 1
  context.beginPath()
  context.roundRect(x + 0.5, y + 0.5, w - 1, h - 1, radius)
  context.stroke()
}

/** What is drawn within is not seen outside of it. */
export async function within(context: Context, { x, y, w, h }: Box, draw: () => void | Promise<void>): Promise<void> {
  context.save()
  context.beginPath()
  context.rect(x, y, w, h)
  context.clip()
  try {
    await draw()
  } finally {
    context.restore()
  }
}
