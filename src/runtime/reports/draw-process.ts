/**
 * Draws one dashboard and ends. It is told the order, answers with what has to be asked, is told the answers, and gives the bytes. Its
 * time zone is that of the report (`TZ`), so that times and days are drawn in it.
 */
import '../../lib/no-debugger.ts'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createCanvas, GlobalFonts, loadImage, PDFDocument, type SKRSContext2D } from '@napi-rs/canvas'
import { messageOf } from '../../lib/errors.ts'
import type { DashboardAnswers } from '../../model/dashboard.ts'
import type { Paper, PaperOrder, PaperQuestion, Sheets } from '../../model/paper.ts'
import type { Tile } from '../../model/tile.ts'

export interface WantedTiles {
  readonly map: string
  readonly tiles: readonly Tile[]
}

/** The bytes of tiles that were wanted; undefined for what cannot be had. */
export type TileBytes = readonly (Uint8Array | undefined)[]

export type DrawRequest =
  | { readonly order: PaperOrder }
  | { readonly answers: DashboardAnswers }
  | { readonly tiles: TileBytes }
export type DrawReply =
  | { readonly question: PaperQuestion }
  | { readonly wanted: WantedTiles }
  | { readonly bytes: Uint8Array }
  | { readonly error: string }

/** As the build of the browser leaves it. */
const built = new URL('../../../dist/paper/', import.meta.url)
/** From the pixels of a screen to points of a page: 1190 are the 842 of A4. */
const pointsPerPixel = 842 / 1190
const dotsPerPixel = 2
/** A picture that is higher is drawn with fewer dots. */
const mostDots = 16_000

let waiting: { readonly paper: Paper; readonly order: PaperOrder; readonly question: PaperQuestion } | undefined

/** Who waits for tiles: panels are drawn one after the other. */
let taking: ((tiles: TileBytes) => void) | undefined

process.on('disconnect', () => process.exit())

process.on('message', async (request: DrawRequest) => {
  if ('tiles' in request) return taking?.(request.tiles)
  try {
    process.send!(await replyTo(request))
  } catch (error) {
    process.send!({ error: messageOf(error) } satisfies DrawReply)
  }
})

async function replyTo(request: Exclude<DrawRequest, { tiles: unknown }>): Promise<DrawReply> {
  if ('order' in request) {
    const { order } = request
    const paper = (await import(new URL('paper.js', built).href)) as Paper
    const question = paper.questionOf(order)
    waiting = { paper, order, question }
    return { question }
  }
  const { paper, order, question } = waiting!
  const { sheets, end } = order.format === 'pdf' ? pdfSheets(order.title) : pngSheets()
  const { variables, from } = question
  const job = { ...order, variables, isAllTime: from === undefined, answers: request.answers }
  await paper.draw(job, { ...sheets, ...common() } as unknown as Sheets<never>)
  return { bytes: end() }
}

interface Opened {
  readonly sheets: { next(width: number, height: number): SKRSContext2D }
  end(): Uint8Array
}

function pdfSheets(title: string): Opened {
  const document = new PDFDocument({ title, producer: 'Caudal' })
  let isOpen = false
  const close = () => isOpen && document.endPage()
  return {
    sheets: {
      next(width, height) {
        close()
        isOpen = true
        const context = document.beginPage(width * pointsPerPixel, height * pointsPerPixel)
        context.scale(pointsPerPixel, pointsPerPixel)
        return context as SKRSContext2D
      },
    },
    end() {
      close()
      return document.close()
    },
  }
}

function pngSheets(): Opened {
  let canvas = createCanvas(1, 1)
  return {
    sheets: {
      next(width, height) {
        const dots = Math.min(dotsPerPixel, mostDots / height)
        canvas = createCanvas(Math.ceil(width * dots), Math.ceil(height * dots))
        const context = canvas.getContext('2d')
        context.scale(dots, dots)
        return context
      },
    },
    end: () => canvas.toBuffer('image/png'),
  }
}

function common(): Pick<Sheets<SKRSContext2D>, 'canvas' | 'picture' | 'tiles' | 'sans' | 'mono'> {
  const families = registerFonts()
  const listed = (family: string) => families.filter((name) => name.startsWith(family)).map((name) => `"${name}"`)
  return {
    canvas: () => createCanvas(1, 1) as unknown as { getContext(kind: '2d'): SKRSContext2D },
    async picture(address) {
      try {
        const image = await loadImage(Buffer.from(address.split(',')[1] ?? '', 'base64'))
        return { image, width: image.width, height: image.height }
      } catch {
        return undefined
      }
    },
    async tiles(map, tiles) {
      const { promise, resolve } = Promise.withResolvers<TileBytes>()
      taking = resolve
      process.send!({ wanted: { map, tiles } } satisfies DrawReply)
      const told = await promise
      return Promise.all(told.map((bytes) => bytes && loadImage(Buffer.from(bytes)).catch(() => undefined)))
    },
    sans: [...listed('inter'), 'sans-serif'].join(', '),
    mono: [...listed('jetbrains'), 'monospace'].join(', '),
  }
}

/** Each script is a font of its own: the first that has a letter draws it. Latin comes first. */
function registerFonts(): string[] {
  const folder = fileURLToPath(new URL('fonts/', built))
  const names = readdirSync(folder).sort((a, b) => rank(a) - rank(b))
  return names.map((file) => {
    const name = file.replace('-wght-normal.woff2', '')
    GlobalFonts.registerFromPath(`${folder}${file}`, name)
    return name
  })
}

function rank(file: string): number {
  return /-latin-wght/.test(file) ? 0 : 1
}
