/** What a monitor has to say to a person or a program: made by `runtime/monitors`, told by `channels`. */

export const severities = ['info', 'warning', 'critical'] as const
export type Severity = (typeof severities)[number]

/** `report` is a dashboard that was to be sent; `firing` also stands for records that met a condition: they are events, and nothing follows on them. */
export type NoticeState = 'firing' | 'ok' | 'no_data' | 'error' | 'test' | 'report'

export interface Notice {
  /** The same for every attempt to deliver it: who has seen it once may throw the next one away. */
  readonly id: string
  /** The same for all notices of one trouble, from the first that tells of it to the one that it is over. */
  readonly incident: string
  readonly monitor: string
  /** The project that it comes from. */
  readonly project: string
  readonly state: NoticeState
  readonly severity: Severity
  /** One line. */
  readonly title: string
  /** The first line as a channel words it; otherwise it is of the project, the title and the state. */
  readonly headline?: string
  /** A sentence or more. */
  readonly text: string
  /** Where it comes from, as its last line says; otherwise it is of the monitor, the severity and the time. */
  readonly origin?: string
  /** ISO 8601: when it came about. */
  readonly time: string
  /** The group that it is about, and figures, in the order in which they are shown. */
  readonly facts: readonly Fact[]
  readonly rows?: NoticeRows
  readonly series?: NoticeSeries
  /** What goes with it. */
  readonly files?: readonly NoticeFile[]
  /** Who gets it, instead of those whom the channel names. */
  readonly to?: readonly string[]
  readonly links?: readonly { readonly title: string; readonly url: string }[]
}

/** Its bytes are kept beside the notice. */
export interface NoticeFile {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly bytes: number
}

export interface Fact {
  readonly name: string
  readonly value: string
}

/** Records to look at: the first ones of `total`. */
export interface NoticeRows {
  readonly columns: readonly string[]
  readonly cells: readonly (readonly string[])[]
  readonly total: number
}

/** The latest values of what is watched, oldest first, for a small chart. */
export interface NoticeSeries {
  readonly name: string
  readonly points: readonly { readonly time: string; readonly value: number }[]
}
