import type { Panel, PanelAnswer, PanelType } from '../../../../src/model/dashboard.ts'
import type { Mark } from '../mark.ts'
import { needsQuery, panels } from '../panels/index.ts'
import type { ChartOptionOf, PanelProps } from '../panels/panel.ts'
import { maybeCells } from '../panels/trellis.ts'
import { drawChart } from './chart.ts'
import { type Box, fill, frame, type Pen, within, write } from './drawing.ts'

export interface PaperPanel {
  readonly name: string
  readonly panel: Panel
  readonly answer: PanelAnswer | undefined
  readonly range: PanelProps['range']
  readonly marks: readonly Mark[]
}

const pad = 12

/** A panel in its frame, with its title. */
export async function drawPanel(pen: Pen, box: Box, one: PaperPanel): Promise<void> {
  const { context, colors } = pen
  const { name, panel } = one
  const title = panel.title ?? (panel.type === 'text' ? '' : name)
  fill(context, box, colors.surface, 8)
  frame(context, box, colors.line, 8)
  const top = title === '' ? pad : 32
  if (title !== '') write(pen, title, box.x + pad, box.y + 21, { size: 12.5, weight: 600, width: box.w - 2 * pad })
  const inner = { x: box.x + pad, y: box.y + top, w: box.w - 2 * pad, h: box.h - top - pad + 2 }
  await within(context, { ...inner, x: box.x + 1, w: box.w - 2 }, () => drawBody(pen, inner, one))
}

async function drawBody(pen: Pen, box: Box, { name, panel, answer = {}, range, marks }: PaperPanel): Promise<void> {
  const { t } = pen
  const note = (text: string) => write(pen, text, box.x, box.y + 16, { color: pen.colors.muted, width: box.w })
  if (answer.error) return void note(t.failed)
  if (needsQuery(panel.type) && (answer.rows ?? []).length === 0) return void note(t.empty)
  const props: PanelProps = { panel, title: panel.title ?? name, answer, range, onRange() {} }
  const draw = (await panels[panel.type].drawing?.()) ?? (await chartDrawing(panel.type, marks))
  if (!draw) return void note(t.browserOnly)
  const cells = maybeCells(panel, answer)
  if (!cells) return draw(pen, box, props)
  for (const [i, place] of gridFor(cells.length, box).entries()) {
    const { name: own, ...cell } = cells[i]!
    write(pen, own, place.x, place.y + 11, { size: 11, weight: 500, color: pen.colors.muted, width: place.w })
    await draw(pen, { ...place, y: place.y + 16, h: place.h - 20 }, { ...props, ...cell })
  }
}

/** Undefined for what is no chart. */
async function chartDrawing(
  type: PanelType,
  marks: readonly Mark[],
): Promise<((pen: Pen, box: Box, props: PanelProps) => Promise<void>) | undefined> {
  const { optionOf } = (await panels[type].load()).default
  return optionOf && ((pen, box, props) => drawOption(pen, box, props, optionOf, marks))
}

async function drawOption(
  { context, colors, maps }: Pen,
  box: Box,
  props: PanelProps,
  optionOf: ChartOptionOf,
  marks: readonly Mark[],
): Promise<void> {
  const option = await optionOf(props, colors, marks, maps && { ...maps, width: box.w, height: box.h })
  drawChart(context, box, { color: [...colors.series], textStyle: { fontFamily: colors.font }, ...option })
}

/** Boxes beside and below one another, about as wide as twice their height. */
function gridFor(count: number, { x, y, w, h }: Box): Box[] {
  const columns = Math.max(1, Math.min(count, Math.round(Math.sqrt((count * w) / h / 1.6))))
  const rows = Math.ceil(count / columns)
  const [wide, high] = [w / columns, h / rows]
  return Array.from({ length: count }, (_, i) => ({
    x: x + (i % columns) * wide,
    y: y + Math.floor(i / columns) * high,
    w: wide - 8,
    h: high,
  }))
}
