/** Panels of numbers, rows and text as a picture: drawn as on paper, in the colours of the page. */
import { language } from '../i18n/locale.ts'
import { saveFile } from '../lib/save-file.ts'
import { colorsNow, tokenNow } from './chart/colors.ts'
import { panels } from './panels/index.ts'
import type { Box, Context } from './paper/drawing.ts'
import { drawPanel, type PaperPanel } from './paper/panel-drawing.ts'
import { SvgContext } from './paper/svg-context.ts'
import { texts } from './paper/texts.ts'

/** Rows of a picture; its CSV has all. */
const mostRows = 200
const row_px = 22
const frame_px = 70

export async function exportDrawn(
  one: PaperPanel,
  card: HTMLElement,
  form: 'png' | 'svg',
  name: string,
): Promise<void> {
  const box = boxFor(one, card)
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')!
  if (form === 'svg') {
    const written = new SvgContext(context)
    await draw(written as unknown as Context, box, one)
    saveFile(new Blob([written.picture(box.w, box.h)], { type: 'image/svg+xml' }), `${name}.svg`)
    return
  }
  const scale = Math.max(2, devicePixelRatio)
  canvas.width = box.w * scale
  canvas.height = box.h * scale
  context.scale(scale, scale)
  await draw(context, box, one)
  canvas.toBlob((blob) => blob && saveFile(blob, `${name}.png`))
}

/** As wide as on the page, and as high as its rows need. */
function boxFor({ panel, answer }: PaperPanel, card: HTMLElement): Box {
  const { width, height } = card.getBoundingClientRect()
  const rows = panels[panel.type].asks === 'number' ? 0 : Math.min(mostRows, answer?.rows?.length ?? 0)
  const needed = rows === 0 ? 0 : rows * row_px + frame_px
  return { x: 0, y: 0, w: Math.round(width), h: Math.round(Math.max(height, needed)) }
}

function draw(context: Context, box: Box, one: PaperPanel): Promise<void> {
  return drawPanel({ context, colors: colorsNow(), mono: tokenNow('mono'), t: texts[language.value] }, box, one)
}
