import { reduce } from '../../lib/frame.ts'
import { numberText, toneOf } from '../number-text.ts'
import type { PanelProps } from '../panels/panel.ts'
import { numberIn } from '../panels/single-number.ts'
import { type Box, type Pen, write } from './drawing.ts'

/** One number, large, with how it went. */
export function drawStat(pen: Pen, { x, y, w, h }: Box, { panel, answer, range }: PanelProps): void {
  const { colors } = pen
  const { value, series } = numberIn(answer, panel, range)
  const { number, unit } = numberText(value, panel)
  const tone = toneOf(value, panel.thresholds)
  const color = tone === 'plain' ? colors.text : colors[tone]
  const values = series?.points.map(([, one]) => one) ?? []
  const hasLine = values.filter((one) => one !== null).length > 1 && h > 70
  const base = y + (hasLine ? Math.min(30, h / 2) : h / 2 + 9)
  const width = write(pen, number, x, base, { size: 26, weight: 600, color, width: w - 30 })
  if (unit !== '') write(pen, unit, x + width + 5, base, { size: 13, color: colors.muted, width: w - width - 5 })
  if (hasLine)
    drawLine(pen, { x, y: base + 14, w, h: y + h - base - 14 }, values, tone === 'plain' ? colors.series[0]! : color)
}

/** A small line without axes. */
function drawLine({ context }: Pen, { x, y, w, h }: Box, values: readonly (number | null)[], color: string): void {
  const least = reduce(values, 'min') ?? 0
  const span = (reduce(values, 'max') ?? 0) - least || 1
  const points = values.flatMap((value, i) =>
    value === null
      ? []
      : [[x + (i / (values.length - 1)) * w, y + h - 2 - ((value - least) / span) * (h - 4)] as const],
  )
  const trace = () => {
    context.beginPath()
    for (const [left, top] of points) context.lineTo(left, top)
  }
  trace()
  context.lineTo(points.at(-1)![0], y + h)
  context.lineTo(points[0]![0], y + h)
  context.closePath()
  context.globalAlpha = 0.13
  context.fillStyle = color
  context.fill()
  context.globalAlpha = 1
  trace()
  context.strokeStyle = color
  context.lineWidth = 1.5
  context.stroke()
}
