/** How a view is computed: only the buckets in which rows came or went, where its SQL allows that, and else the whole. */
import type { Readable } from 'node:stream'
import type { DatasetInfo, DatasetReader, ViewPart } from '../../datasets/dataset.ts'
import { messageOf } from '../../lib/errors.ts'
import type { Log } from '../../lib/log.ts'
import type { RefreshScope } from '../../model/view-report.ts'
import type { ProjectView } from '../../project/project.ts'
import { type Buckets, bucketsOf, type DatasetColumn } from '../../query/buckets/index.ts'
import { partOf } from './part.ts'
import type { ViewRun } from './view-run.ts'

/** A view that takes longer than this is no view but a report: it has to be computed from a smaller one. */
const longest_ms = 600_000

export interface Rows {
  readonly parquet: Readable
  /** Set where they are not all of them. */
  readonly part?: ViewPart
}

export class Computation {
  readonly #reader: DatasetReader
  readonly #log: Log
  readonly #signal: AbortSignal

  constructor(reader: DatasetReader, log: Log, signal: AbortSignal) {
    this.#reader = reader
    this.#log = log
    this.#signal = signal
  }

  /** The rows that are to be exchanged; nothing when none of them can have changed. */
  async rowsOf(run: ViewRun, isWhole: boolean): Promise<Rows | 'nothing'> {
    const changed = isWhole ? undefined : run.changedAlone()
    if (!changed) return { parquet: await this.#compute(run) }
    try {
      const part = await this.#partOf(run, changed.input, changed.since)
      if (part === 'nothing') return part
      if (part)
        return { parquet: await this.#compute(run, { [changed.input]: { where: part.where } }), part: part.part }
    } catch (error) {
      if (this.#signal.aborted) throw error
      this.#log.debug(`view "${run.view.name}" is computed whole: ${messageOf(error)}`)
    }
    return { parquet: await this.#compute(run) }
  }

  /** What is computed anew when rows of its inputs come or go; undefined before they have columns. */
  scopeOf(run: ViewRun, datasets: readonly DatasetInfo[]): RefreshScope | undefined {
    const reasons: string[] = []
    for (const input of run.view.inputs) {
      const dataset = datasets.find(({ name }) => name === input)
      if (!dataset) return undefined
      const { buckets } = planOf(run.view, dataset)
      if ('why' in buckets) reasons.push(buckets.why)
      else return { scope: 'buckets', input, columns: buckets.columns.map(({ name }) => name) }
    }
    return { scope: 'whole', why: reasons[0] ?? 'it reads nothing' }
  }

  #compute(run: ViewRun, parts: Readonly<Record<string, { where: string }>> = {}): Promise<Readable> {
    const { sql, inputs } = run.view
    const limits = { time_ms: longest_ms }
    return this.#reader.sqlStream({ sql, scope: { datasets: inputs }, parts, limits, signal: this.#signal }, 'parquet')
  }

  async #partOf(run: ViewRun, input: string, since: number): ReturnType<typeof partOf> {
    const dataset = (await this.#reader.list()).find(({ name }) => name === input)
    if (!dataset) return undefined
    const { columns, buckets } = planOf(run.view, dataset)
    if ('why' in buckets) return undefined
    const { name: view } = run.view
    return partOf({ reader: this.#reader, view, rows: run.rows, input, columns, since, buckets, signal: this.#signal })
  }
}

interface ViewPlan {
  readonly columns: readonly DatasetColumn[]
  readonly buckets: Buckets | { readonly why: string }
}

function planOf({ tree }: ProjectView, { name, columns, view }: DatasetInfo): ViewPlan {
  if (view && namesOffset(tree))
    return { columns, buckets: { why: `it reads _offset of ${name}, which each refresh of that view gives anew` } }
  const all = view ? columns : [...columns, { name: '_offset', type: 'BIGINT' }]
  return { columns: all, buckets: bucketsOf(tree, name, all) }
}

function namesOffset(tree: unknown): boolean {
  return /"_offset"/i.test(JSON.stringify(tree))
}
