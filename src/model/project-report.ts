/** What `GET /api/project` answers: the project as it runs, as far as the caller may know it; without what may hold secrets. */
import type { ErrorBody, Place } from '../lib/errors.ts'
import type { Severity } from './notice.ts'

/**
 * What flows where: source to stream, stream to function and to dataset, function to stream, dataset to view, endpoint, monitor and dashboard,
 * monitor to channel.
 */
export interface ProjectGraph {
  readonly sources: readonly { readonly name: string; readonly type: string }[]
  readonly streams: readonly { readonly name: string; readonly partitions: number }[]
  /** With what starts them, where it is not a stream that others write. */
  readonly functions: readonly { readonly name: string; readonly trigger?: string }[]
  readonly datasets: readonly { readonly name: string }[]
  readonly views: readonly { readonly name: string }[]
  readonly endpoints: readonly { readonly name: string }[]
  readonly monitors: readonly { readonly name: string }[]
  readonly channels: readonly { readonly name: string; readonly type: string }[]
  readonly dashboards: readonly { readonly name: string }[]
  /** `source:lines` to `stream:lines` to `dataset:lines`; kinds are told, because names repeat between them. */
  readonly edges: readonly { readonly from: string; readonly to: string }[]
}

interface Part {
  readonly name: string
  /** Where it stands in the project file. */
  readonly at?: Place
}

interface Reader extends Part {
  /** The datasets and views that it reads. */
  readonly inputs: readonly string[]
}

export interface ProjectReport {
  readonly name: string
  readonly folder: string
  readonly sources: readonly (Part & { readonly type: string; readonly to: string })[]
  readonly streams: readonly (Part & { readonly partitions: number; readonly key?: string })[]
  readonly functions: readonly (Part & {
    readonly kind: 'module' | 'chain' | 'program'
    readonly on: string
    readonly to?: string
    readonly errors: string
    readonly sends: readonly string[]
  })[]
  readonly datasets: readonly (Part & { readonly from: string })[]
  readonly views: readonly (Reader & { readonly refresh: 'on_change' | 'manual' | 'every' | 'cron' })[]
  readonly endpoints: readonly (Reader & { readonly summary?: string; readonly public: boolean })[]
  readonly monitors: readonly (Reader & {
    readonly kind: 'record' | 'query'
    readonly severity: Severity
    readonly notify: readonly string[]
  })[]
  readonly channels: readonly (Part & { readonly type: string })[]
  readonly graph: ProjectGraph
  /** Whether who asks may change its parts here: not where the folder is read-only. */
  readonly editable: boolean
  /** What is wrong with the project file as it is now, while the earlier one goes on. */
  readonly problems: readonly ErrorBody[]
}
