/** A project as it was read and found right: plain values, durations in milliseconds, sizes in bytes, secrets filled in. */
import type { DeclaredType } from '../model/schema.ts'

export interface ProjectSource {
  readonly name: string
  /** The kind of source, such as `tail`. */
  readonly type: string
  /** The stream that it writes. */
  readonly to: string
  /** By the declaration of its kind, defaults filled in. */
  readonly options: Readonly<Record<string, unknown>>
}

export interface ProjectStream {
  readonly name: string
  readonly partitions: number
  readonly retention_ms?: number
  readonly retention_bytes?: number
  /** The field by whose value records are spread over the partitions. */
  readonly key?: string
}

export interface ProjectDataset {
  readonly name: string
  /** The stream that it stores. */
  readonly from: string
  readonly time?: string
  readonly fields?: Readonly<Record<string, DeclaredType>>
  readonly retention_ms?: number
  readonly retention_bytes?: number
}

export interface Project {
  readonly name: string
  /** The absolute path of its folder. */
  readonly folder: string
  readonly sources: readonly ProjectSource[]
  /** All streams: declared, named by a source's `to`, and `_caudal`. */
  readonly streams: readonly ProjectStream[]
  readonly datasets: readonly ProjectDataset[]
}
