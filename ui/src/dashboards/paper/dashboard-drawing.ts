/** A dashboard on paper: what has to be asked for it, and its pages. */

import type { PaperJob, PaperOrder, PaperQuestion, Sheets } from '../../../../src/model/paper.ts'
import { formatTime } from '../../i18n/format.ts'
import { language } from '../../i18n/locale.ts'
import { labelOf } from '../../lib/frame.ts'
import { rangeOf } from '../../time/time-range.ts'
import { type Mark, marksOf } from '../mark.ts'
import { standardOf } from '../state.ts'
import { useCanvases } from './chart.ts'
import { type Context, fill, type Pen, write } from './drawing.ts'
import { lengthOf, type Placed, pagesOf } from './pages.ts'
import { drawPanel } from './panel-drawing.ts'
import { paperColors } from './paper-colors.ts'
import { texts } from './texts.ts'

/** A4, landscape, at a size at which panels look as on a screen. */
const width = 1190
const height = 841
const margin = 36
const headHeight = 62
const footHeight = 26

/** In the time zone of the process. */
export function questionOf({ dashboard, time = dashboard.time, variables, made }: PaperOrder): PaperQuestion {
  const { since, until } = rangeOf(time, new Date(made), false)
  const standard = Object.entries(dashboard.variables).map(([name, variable]) => [name, standardOf(variable)] as const)
  return {
    ...(since ? { from: since.toISOString() } : {}),
    until: (until ?? new Date(made)).toISOString(),
    variables: { ...Object.fromEntries(standard), ...variables },
  }
}

export async function draw(job: PaperJob, sheets: Sheets<Context>): Promise<void> {
  Object.defineProperty(navigator, 'languages', { value: [job.language], configurable: true })
  language.set(job.language)
  useCanvases(() => sheets.canvas())
  const { dashboard, format } = job
  if (Object.values(dashboard.panels).some(({ type }) => type === 'map'))
    await (await import('./map-outlines.ts')).prepareMaps()
  const colors = paperColors(sheets.sans, job.brand)
  const t = texts[job.language]
  const inner = width - 2 * margin
  const room = height - 2 * margin - footHeight
  // Each page has the head: one that is alone still tells what it is of.
  const pages = pagesOf(dashboard, {
    width: inner,
    height: format === 'pdf' ? room - headHeight : Number.POSITIVE_INFINITY,
  })
  for (const [i, page] of pages.entries()) {
    const high = format === 'pdf' ? height : lengthOf(page) + headHeight + footHeight + 2 * margin
    const context = sheets.next(width, high)
    const maps = { maps: job.maps, tiles: sheets.tiles }
    const pen: Pen = { context, colors, mono: sheets.mono, maps, t }
    fill(context, { x: 0, y: 0, w: width, h: high }, colors.surface)
    await drawHead(pen, job, sheets)
    drawFoot(pen, high - margin, job, format === 'pdf' ? t.page(i + 1, pages.length) : '')
    for (const one of page) await drawPlaced(pen, one, job)
  }
}

async function drawHead(pen: Pen, job: PaperJob, sheets: Sheets<Context>): Promise<void> {
  const { colors, context } = pen
  const logo = job.brand?.logo === undefined ? undefined : await sheets.picture(job.brand.logo)
  const logoWidth = logo ? Math.min(160, (logo.width / logo.height) * 32) : 0
  if (logo) {
    const high = (logoWidth * logo.height) / logo.width
    context.drawImage(logo.image as CanvasImageSource, width - margin - logoWidth, margin, logoWidth, high)
  }
  const right = width - margin - (logoWidth === 0 ? 0 : logoWidth + 12)
  write(pen, job.owner, right, margin + 20, { size: 13, weight: 500, color: colors.muted, align: 'right', width: 300 })
  write(pen, job.title, margin, margin + 22, { size: 20, weight: 600, width: right - margin - 320 })
  const about = [periodText(job, pen), ...chosenTexts(job, pen)].join('   ·   ')
  write(pen, about, margin, margin + 42, { size: 12, color: colors.muted, width: width - 2 * margin })
}

function periodText({ answers: { from, until }, isAllTime }: PaperJob, { t }: Pen): string {
  if (isAllTime) return t.allTime
  const isDays = Date.parse(until) - Date.parse(from) >= 2 * 86_400_000
  const [first, last] = [from, until].map((time) => formatTime(time, isDays ? 'date' : 'short'))
  return `${first} – ${last}`
}

function chosenTexts({ dashboard, variables }: PaperJob, { t }: Pen): string[] {
  return Object.entries(dashboard.variables).flatMap(([name, { title = name }]) => {
    const value = variables[name]
    if (value === undefined || value === '') return []
    return [`${title}: ${value === null ? t.everything : [value].flat().map(labelOf).join(', ')}`]
  })
}

function drawFoot(pen: Pen, base: number, { made }: PaperJob, page: string): void {
  const hand = { size: 11, color: pen.colors.faint }
  write(pen, pen.t.made(formatTime(made, 'dateTime')), margin, base, hand)
  write(pen, page, width - margin, base, { ...hand, align: 'right' })
}

async function drawPlaced(pen: Pen, placed: Placed, { dashboard, answers }: PaperJob): Promise<void> {
  const box = { ...placed, x: placed.x + margin, y: placed.y + margin + headHeight }
  if (placed.kind === 'heading') {
    return void write(pen, placed.text, box.x, box.y + 19, { size: 14, weight: 600, width: box.w })
  }
  const name = placed.text
  const range = { from: Date.parse(answers.from), until: Date.parse(answers.until) }
  const answer = answers.answers[`panels.${name}`]
  await drawPanel(pen, box, { name, panel: dashboard.panels[name]!, answer, range, marks: marksIn(dashboard, answers) })
}

function marksIn({ annotations = {} }: PaperJob['dashboard'], { answers }: PaperJob['answers']): Mark[] {
  return Object.entries(annotations).flatMap(([name, { tone, monitors }]) =>
    marksOf(answers[`annotations.${name}`] ?? {}, tone ?? (monitors ? 'bad' : 'plain')),
  )
}
