/**
 * A kind of panel: one file here that says what its query is to give and how it is drawn. `index.ts` lists them; each is loaded when a
 * dashboard first has one.
 */
import type { EChartsOption } from 'echarts'
import type { ComponentType } from 'react'
import type { Panel, PanelAnswer } from '../../../../src/model/dashboard.ts'
import type { ShownAnswer } from '../answers.ts'
import type { Colors } from '../chart/colors.ts'
import type { Mark } from '../mark.ts'
import type { Box, PaperMaps, Pen } from '../paper/drawing.ts'

/**
 * What a query gives: `series` values over time; `groups` values by name; `number` one value, or a series of which one is shown;
 * `cells` values by time and name; `records` rows as they are; `maybe` the same, or there is no query; `nothing` has none.
 */
export type Asks = 'series' | 'groups' | 'number' | 'cells' | 'records' | 'maybe' | 'nothing'

/** What was clicked: one choice of values by field, or several to choose from; and where on the screen. */
export interface Pick {
  readonly choices: readonly Readonly<Record<string, string | null>>[]
  readonly x: number
  readonly y: number
}

export interface PanelProps {
  readonly panel: Panel
  /** How it is called: its title, or its name. */
  readonly title: string
  /** Without a query it is empty. */
  readonly answer: PanelAnswer
  /** The time range that was asked, in milliseconds. */
  readonly range: { readonly from: number; readonly until: number }
  /** Makes a part of it the time range of the dashboard. */
  readonly onRange: (from: number, until: number) => void
  readonly onPick?: ((pick: Pick) => void) | undefined
  /** With what it is compared. */
  readonly before?: ShownAnswer['before'] | undefined
}

export interface PanelKind {
  /** Drawn only with an answer that has rows; loading, errors and emptiness are the frame's to show. */
  readonly View: ComponentType<PanelProps>
  /** Of what is one chart: the chart, for paper, where nobody moves it. */
  readonly optionOf?: ChartOptionOf
}

/** Draws it with a pen, without a page: on paper, and in a picture. */
export type DrawPanel = (pen: Pen, box: Box, props: PanelProps) => void

/** How large it will be on paper, and what has to be there before it is drawn. */
export interface PaperPlace extends PaperMaps {
  readonly width: number
  readonly height: number
}

export type ChartOptionOf = (
  props: PanelProps,
  colors: Colors,
  marks: readonly Mark[],
  place?: PaperPlace,
) => EChartsOption | Promise<EChartsOption>

export function definePanel(kind: PanelKind): PanelKind {
  return kind
}
