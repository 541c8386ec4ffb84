/** A dashboard on paper: what the process that draws it is told, and what it draws on. */
import type { Brand } from './brand.ts'
import type { Dashboard, DashboardAnswers, VariableValue } from './dashboard.ts'
import type { Tile, TileMap } from './tile.ts'

export const paperFormats = ['pdf', 'png'] as const
export type PaperFormat = (typeof paperFormats)[number]

export const paperLanguages = ['en', 'es'] as const
export type PaperLanguage = (typeof paperLanguages)[number]

/** What is to be drawn, before it is asked. */
export interface PaperOrder {
  readonly format: PaperFormat
  readonly language: PaperLanguage
  readonly dashboard: Dashboard
  /** Instead of the dashboard's own: `now-1w/w`. */
  readonly time?: { readonly from: string; readonly to: string }
  /** What is chosen besides what the dashboard chooses at first. */
  readonly variables: Readonly<Record<string, VariableValue>>
  /** Those that its panels are drawn on. */
  readonly maps: readonly TileMap[]
  readonly title: string
  /** Of whom it is: the project, or a client company. */
  readonly owner: string
  readonly brand?: Brand
  /** ISO 8601: the moment of it. */
  readonly made: string
}

/** What has to be asked for it. */
export interface PaperQuestion {
  /** ISO 8601; absent from the beginning of the data. */
  readonly from?: string
  readonly until: string
  readonly variables: Readonly<Record<string, VariableValue>>
}

export interface PaperJob extends PaperOrder {
  readonly variables: PaperQuestion['variables']
  readonly isAllTime: boolean
  readonly answers: DashboardAnswers
}

/** Where it is drawn. Sizes are those of the browser's pixels. */
export interface Sheets<Context> {
  /** The next sheet; the one before is done. */
  next(width: number, height: number): Context
  /** A canvas that is not seen, for what charts make in between. */
  canvas(): { getContext(kind: '2d'): Context }
  /** A picture that can be drawn; undefined for one that cannot be read. */
  picture(
    address: string,
  ): Promise<{ readonly image: unknown; readonly width: number; readonly height: number } | undefined>
  /** Pictures of tiles of a map, each undefined where it cannot be had. */
  tiles(map: string, tiles: readonly Tile[]): Promise<readonly unknown[]>
  /** The names of the fonts, as CSS has them. */
  readonly sans: string
  readonly mono: string
}

/** What the browser's build gives the process that draws: `dist/paper/paper.js`. */
export interface Paper {
  questionOf(order: PaperOrder): PaperQuestion
  draw(job: PaperJob, sheets: Sheets<never>): Promise<void>
}
