import type { QueryResult } from '../../dataset.ts'
import type { LakeFile, LakeTable } from '../catalogue/read.ts'

/** What a search works with in the reader process. All of it is of one snapshot. */
export interface SearchContext {
  /**
   * Runs SQL that we wrote ourselves; values go in `params` and are bound. The datasets' views are there under their names;
   * `relations` makes further views, each over some of a dataset's files.
   */
  runTrusted(
    sql: string,
    params: Readonly<Record<string, unknown>>,
    datasets: readonly string[],
    relations?: readonly Relation[],
  ): Promise<QueryResult>
  /** The dataset's columns, and its files with their ranges of `_time` and offsets; undefined where it does not exist. */
  table(dataset: string): LakeTable | undefined
  /** The lake's folder, for the token index beside the data. */
  readonly folder: string
}

/** A view over some files of a dataset. */
export interface Relation {
  readonly name: string
  readonly dataset: string
  readonly files: readonly LakeFile[]
}
