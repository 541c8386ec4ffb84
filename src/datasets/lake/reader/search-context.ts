import type { QueryResult, TenantScope } from '../../dataset.ts'
import type { LakeFile, LakeTable } from '../catalogue/read.ts'
import type { SearchMemory } from './search-memory.ts'

/** What a search works with in the reader process. All of it is of one snapshot. */
export interface SearchContext {
  /** Runs SQL that we wrote ourselves. */
  runTrusted(statement: SearchStatement): Promise<QueryResult>
  /** The dataset's columns, and its files with their ranges of `_time` and offsets; undefined where it does not exist. */
  table(dataset: string): LakeTable | undefined
  readonly memory: SearchMemory
  /** Whose rows alone `runTrusted` sees. */
  readonly tenant?: TenantScope | undefined
  /** The lake's folder, for the token index beside the data. */
  readonly folder: string
}

/** A SELECT, with what its WITH clause defines: files under names, and then further texts. Values go in `params` and are bound. */
export interface SearchStatement {
  readonly sql: string
  readonly params: Readonly<Record<string, unknown>>
  readonly relations: readonly Relation[]
  readonly ctes: readonly string[]
}

/** Some files of a dataset under a name. */
export interface Relation {
  readonly name: string
  readonly dataset: string
  readonly files: readonly LakeFile[]
}
