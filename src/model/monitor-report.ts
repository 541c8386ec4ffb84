/** What the API tells of monitors and channels: written by the running project, shown by the command line. */
import type { ErrorBody } from '../lib/errors.ts'
import type { Notice, NoticeState, Severity } from './notice.ts'

export interface MonitorReport {
  readonly name: string
  /** The worst of its groups. */
  readonly state: 'ok' | 'pending' | 'firing' | 'no_data' | 'error'
  readonly severity: Severity
  readonly notify: readonly string[]
  /** The condition as it is written. */
  readonly when: string
  /** Groups that are not ok, the worst first; of records those that were told last. */
  readonly groups: readonly GroupReport[]
  /** ISO 8601. */
  readonly evaluated?: string
  /** Since the start of the process: those that went well, those that failed, and how long the last one took. */
  readonly evaluations: number
  readonly failures: number
  readonly took_ms?: number
  readonly error?: ErrorBody
  /** Why nothing is told at the moment. */
  readonly muted?: string
}

export interface GroupReport {
  readonly group: Readonly<Record<string, string>>
  readonly state: MonitorReport['state']
  readonly since: string
  readonly value?: number
  /** Records that were told. */
  readonly records?: number
  readonly acknowledged?: string
}

/** One line of a monitor's history. */
export interface MonitorEvent {
  readonly time: string
  readonly kind: 'changed' | 'told' | 'missed' | 'acknowledged'
  readonly group: Readonly<Record<string, string>>
  /** `ok to firing`, the title of a notice, or what was missed. */
  readonly text: string
  /** The id of the notice that was told. */
  readonly notice?: string
  /** What became of it at each channel that it was for; those sent are known for 30 days. */
  readonly deliveries?: readonly Pick<DeliveryReport, 'channel' | 'state'>[]
}

/** The states of a group, one behind the other. */
export interface StateSpans {
  readonly group: Readonly<Record<string, string>>
  readonly spans: readonly { readonly state: MonitorReport['state']; readonly from: string; readonly until: string }[]
}

export interface Silence {
  readonly id: number
  readonly monitor: string
  /** The values that a group has to have; none silences all groups. */
  readonly group: Readonly<Record<string, string>>
  readonly from: string
  readonly until: string
  readonly comment: string
  readonly created_by: string
}

export interface ChannelReport {
  readonly name: string
  /** Empty when it is not in the project any more. */
  readonly type: string
  /** The project has it no more, and notices that it was to deliver are left. */
  readonly isRemoved?: true
  /** Notices, by what became of them. */
  readonly sent: number
  readonly waiting: number
  readonly dead: number
  readonly discarded: number
  /** Messages of the last hour, those that failed included; `limit` is the most. */
  readonly attempts: number
  readonly limit: number
  /** Nothing is sent before: the other side failed, or the limit is reached. ISO 8601. */
  readonly paused_until?: string
  /** Why the last attempt failed, while something waits. */
  readonly error?: string
}

/** A notice on its way, or at its end. */
export interface DeliveryReport {
  readonly id: string
  readonly channel: string
  readonly monitor: string
  /** `dead` was given up; `discarded`, somebody said that nothing is to come of it. */
  readonly state: 'waiting' | 'sent' | 'dead' | 'discarded'
  readonly notice: { readonly state: NoticeState; readonly title: string }
  readonly created: string
  readonly attempts: number
  readonly error?: string
}

/** A notice as it is sent, with what became of it. */
export interface DeliveryStory extends DeliveryReport {
  readonly content: Notice
  /** The oldest first. */
  readonly history: readonly DeliveryEvent[]
  /** When it was sent, given up or discarded. */
  readonly done?: string
}

export interface DeliveryEvent {
  readonly time: string
  readonly kind: 'failed' | 'given_up' | 'retried' | 'discarded' | 'sent'
  readonly who?: string
  /** Why. */
  readonly text?: string
  /** How often in a row, and until when. */
  readonly times?: number
  readonly until?: string
}

/** What a monitor would have told in a time gone by. */
export interface BackTest {
  readonly monitor: string
  readonly from: string
  readonly until: string
  /** How often it was evaluated; of records, how many met the condition. */
  readonly evaluations: number
  /** The time between two evaluations, when it is longer than the monitor's own because the time is long. */
  readonly step_ms?: number
  /** The first of them, in the order of time. */
  readonly firings: readonly Firing[]
  /** All of them, and how long it fired in all groups together. */
  readonly fired: number
  readonly firing_ms: number
  /** Notices to each channel, that a trouble is over included. */
  readonly notices: number
  /** What was watched, to be drawn: of the first groups that were found. */
  readonly series: readonly BackTestSeries[]
}

export interface BackTestSeries {
  readonly group: Readonly<Record<string, string>>
  /** In the order of time; of many values the greatest and the least of each stretch. Of records, how many met the condition. */
  readonly points: readonly (readonly [time_ms: number, value: number])[]
}

export interface Firing {
  readonly group: Readonly<Record<string, string>>
  readonly from: string
  /** Absent while it goes on, and for records, which are events. */
  readonly until?: string
  /** The value when it began, or how many records there were. */
  readonly value?: number
  readonly records?: number
}
