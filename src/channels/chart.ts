/** A small chart of what is watched, for a mail: bars of text, and bars of table cells, because mail programs show no SVG. */
import type { NoticeSeries } from '../model/notice.ts'

const blocks = '▁▂▃▄▅▆▇█'
const height_px = 48

/** `▁▂▂▅█`, one character a value. */
export function textChart({ points }: NoticeSeries): string {
  return heightsOf(points, blocks.length - 1)
    .map((height) => blocks[height])
    .join('')
}

/** A row of bars; the last one, which is what is told about, in its colour. */
export function htmlChart({ points }: NoticeSeries, color: string): string {
  const heights = heightsOf(points, height_px - 2)
  const bars = heights.map((height, i) => {
    const paint = i === heights.length - 1 ? color : '#c4ccd4'
    const bar = `<div style="height:${height + 2}px;width:8px;background:${paint}"></div>`
    return `<td style="vertical-align:bottom;padding:0 1px">${bar}</td>`
  })
  return `<table role="presentation" cellspacing="0" cellpadding="0" style="height:${height_px}px"><tr>${bars.join('')}</tr></table>`
}

/** Whole heights from 0 to `most`, from the least value to the greatest; zero is the ground of what is never below it. */
function heightsOf(points: NoticeSeries['points'], most: number): number[] {
  const values = points.map(({ value }) => value)
  const low = Math.min(0, ...values)
  const span = Math.max(0, ...values) - low
  return values.map((value) => (span === 0 ? 0 : Math.round(((value - low) / span) * most)))
}
