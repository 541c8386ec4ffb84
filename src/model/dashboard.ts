/** Dashboards: panels in a grid, as they stand in their YAML files and as the API tells them. */
import type { ErrorBody } from '../lib/errors.ts'

/** The kinds of panels. */
export const panelTypes = [
  'line',
  'area',
  'stacked',
  'bar',
  'column',
  'horizontal_bar',
  'stat',
  'table',
  'gauge',
  'pie',
  'heatmap',
  'calendar',
  'histogram',
  'boxplot',
  'scatter',
  'bubble',
  'radar',
  'treemap',
  'sunburst',
  'sankey',
  'funnel',
  'state_timeline',
  'status_history',
  'map',
  'text',
  'logs',
  'alerts',
  'image',
  'embed',
] as const
export type PanelType = (typeof panelTypes)[number]

/** Columns and rows of the grid, from its upper left corner. */
export interface GridPlace {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** The columns of the grid. */
export const gridColumns = 12

/** From this value on, a number is shown in this tone. */
export interface Threshold {
  readonly from: number
  readonly tone: 'ok' | 'warn' | 'bad' | 'plain'
}

/** SQL, or a search with what is computed from the records that it finds. */
export interface PanelQuery {
  /** One SELECT, or a file of the project that ends in `.sql`. */
  readonly sql?: string
  readonly in?: string
  readonly kql?: string
  /** The value of a field has to be one of those chosen for a variable. */
  readonly where?: Readonly<Record<string, string>>
  /** `count`, `rate`, `avg(duration_ms)`, `p95(duration_ms) as slowest`; records themselves without it. */
  readonly measure?: string | readonly string[]
  readonly by?: string | readonly string[]
  /** A value for each stretch of time: `auto`, a duration, or `$name` of an interval variable. */
  readonly every?: string
  readonly fields?: readonly string[]
  /** The greatest groups, or the latest records. */
  readonly limit?: number
}

/** Where a panel leads to: `/ui/dashboards/service?var-service={service}`, with the values of what was clicked. */
export interface PanelLink {
  readonly title: string
  readonly to: string
}

export interface Panel {
  readonly title?: string
  readonly description?: string
  readonly type: PanelType
  readonly at: GridPlace
  /** The tab on which it stands; on all of them without. */
  readonly tab?: string
  /** The section in which it stands. Its place is one in the grid of that section. */
  readonly section?: string
  readonly query?: PanelQuery
  readonly links?: readonly PanelLink[]
  /** `ms`, `bytes`, `percent`, `€`: written behind each number. */
  readonly unit?: string
  readonly decimals?: number
  readonly legend?: 'bottom' | 'right' | 'none'
  readonly thresholds?: readonly Threshold[]
  readonly min?: number
  readonly max?: number
  /** What of a series is its one number. */
  readonly value?: 'last' | 'sum' | 'mean' | 'min' | 'max'
  /** Markdown. */
  readonly text?: string
  /** What only this kind of panel has. */
  readonly options?: Readonly<Record<string, unknown>>
}

export interface Variable {
  readonly title?: string
  readonly type: 'query' | 'list' | 'text' | 'interval'
  /** Its first column holds the values to choose from. */
  readonly sql?: string
  readonly values?: readonly (string | number)[]
  readonly default?: string | readonly string[]
  readonly multi?: boolean
  /** All values may be chosen at once, and are by default. */
  readonly all?: boolean
}

export interface Tab {
  readonly title: string
}

/** Panels under a heading that can be closed. */
export interface Section {
  readonly title: string
  /** The tab on which it stands; on all of them without. */
  readonly tab?: string
  /** At first only its heading is seen. */
  readonly closed?: boolean
}

/** What happened, marked in every chart over time: alerts of monitors, records that are found, or rows of SQL. */
export interface Annotation {
  readonly title?: string
  /** Whose alerts are shown. */
  readonly monitors?: 'all' | readonly string[]
  readonly in?: string
  readonly kql?: string
  /** The field that says what happened. */
  readonly text?: string
  /** Gives `time`, perhaps `until`, and a text. */
  readonly sql?: string
  readonly tone?: Threshold['tone']
}

/** A field has to have this value, or another one: in the panels whose datasets have the field. */
export interface DashboardFilter {
  readonly field: string
  readonly value: string | null
  readonly not?: boolean
}

export interface Dashboard {
  readonly title: string
  readonly description?: string
  /** People begin here. */
  readonly home?: boolean
  /** As it is chosen in the browser: `now-1h`; nothing is all of time. */
  readonly time: { readonly from: string; readonly to: string }
  /** How often it is asked again: `5s`. */
  readonly refresh?: string
  readonly variables: Readonly<Record<string, Variable>>
  readonly tabs?: Readonly<Record<string, Tab>>
  readonly sections?: Readonly<Record<string, Section>>
  readonly annotations?: Readonly<Record<string, Annotation>>
  readonly panels: Readonly<Record<string, Panel>>
}

/** What is chosen for a variable: one value, several, or all of them. */
export type VariableValue = string | readonly string[] | null

export interface DashboardSummary {
  readonly name: string
  readonly title: string
  readonly description?: string
  readonly panels: number
  /** People begin here. */
  readonly home: boolean
  /** Relative to the project's folder. */
  readonly file: string
  /** Whether the caller may change it. */
  readonly editable: boolean
}

export interface DashboardReport extends Omit<DashboardSummary, 'panels' | 'home'> {
  /** A text that changes with the file. */
  readonly version: string
  readonly dashboard: Dashboard
  /** Its text, for those who may change it. */
  readonly yaml?: string
}

/** A version of a dashboard's file that was replaced. */
export interface DashboardVersion {
  readonly id: number
  /** When it was replaced, ISO 8601. */
  readonly at: string
  readonly by: string
  readonly yaml: string
}

/** A dashboard whose file is gone, and whose versions are kept. */
export interface RemovedDashboard {
  readonly name: string
  readonly title: string
  /** Its latest version. */
  readonly id: number
  /** When it was removed, ISO 8601; where its file went otherwise, when that version was replaced. */
  readonly at: string
  readonly by: string
  /** Its file was not removed by the browser or the API: who did is not known. */
  readonly elsewhere: boolean
}

/** What a panel's query gave, or why it failed. */
export interface PanelAnswer {
  readonly columns?: readonly { readonly name: string; readonly type: string }[]
  readonly rows?: readonly Readonly<Record<string, unknown>>[]
  /** What was asked; `$from` and the like are bound. */
  readonly sql?: string
  /** The stretch of time that each value stands for. */
  readonly interval_ms?: number
  readonly error?: ErrorBody
}

export interface DashboardAnswers {
  /** The time range that was asked, ISO 8601. */
  readonly from: string
  readonly until: string
  readonly answers: Readonly<Record<string, PanelAnswer>>
}
