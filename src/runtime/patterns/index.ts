/** The patterns of what a search finds: its newest messages by their templates, mined in a thread of its own. */
import { Worker } from 'node:worker_threads'
import type { DatasetReader, SearchQuery } from '../../datasets/dataset.ts'
import { entryFile } from '../../lib/entry.ts'
import { quoteName } from '../../lib/sql-text.ts'
import type { PatternsReport } from '../../model/patterns-report.ts'
import { templateCondition } from './template-condition.ts'

/** So many of the newest records are looked at. */
const sample = 100_000
/** What distinguishes a message stands in so many characters of its first line. */
export const longestMessage = 2000
/** Into so many stretches their time is divided. */
const stretches = 24
/** So many patterns are told. */
const told = 200
const time_ms = 20_000
const threadMemory_mb = 256

export interface MinedPattern {
  readonly template: string
  readonly count: number
  readonly counts: readonly number[]
  readonly example: string
}

export interface MiningTask {
  /** The result of the statement: `message`, `stretch` and `count` in each row. */
  readonly json: Uint8Array
  readonly stretches: number
}

export interface Mined {
  readonly patterns: readonly MinedPattern[]
  readonly records: number
  readonly from: string | null
  readonly until: string | null
}

export class Patterns {
  readonly #reader: DatasetReader
  /** One after the other: each takes all of a thread. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(reader: DatasetReader) {
    this.#reader = reader
  }

  /** Those of a text field among the records that a search finds. */
  async find(
    search: Pick<SearchQuery, 'kql' | 'in' | 'scope' | 'since' | 'until'>,
    field: string,
    signal: AbortSignal,
  ): Promise<PatternsReport> {
    const { sql } = await this.#reader.search({ ...search, limit: 0, signal })
    // The search's own order, its last line, is of no use here.
    const found = sql.slice(0, sql.lastIndexOf('\norder by '))
    const json = await this.#reader.sqlText({
      sql: messagesSql(found, field),
      scope: search.scope,
      limits: { time_ms, rows: sample },
      signal,
    })
    const mined = await this.#inTurn(() =>
      mine({ json, stretches }, AbortSignal.any([signal, AbortSignal.timeout(time_ms)])),
    )
    const { records, from, until } = mined
    const patterns = mined.patterns.slice(0, told).map((one) => ({
      ...one,
      kql: templateCondition(field, one.template),
    }))
    const others = records - patterns.reduce((sum, { count }) => sum + count, 0)
    return { field, records, is_sample: records >= sample, from, until, patterns, others }
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(act)
    this.#turn = done.catch(() => {})
    return done
  }
}

/** The same text at about the same time is one row. */
function messagesSql(found: string, field: string): string {
  const text = `cast(${quoteName(field)} as varchar)`
  return `with newest as (
  select left(split_part(${text}, chr(10), 1), ${longestMessage}) as message, _time from (${found})
  where ${quoteName(field)} is not null order by _time desc limit ${sample}),
span as (select min(_time) as oldest, max(_time) as newest from newest)
select message, strftime(min(oldest), '%Y-%m-%dT%H:%M:%S.%gZ') as oldest, strftime(min(newest), '%Y-%m-%dT%H:%M:%S.%gZ') as newest,
  coalesce(least(floor((epoch_us(_time) - epoch_us(oldest)) * ${stretches} / greatest(epoch_us(newest) - epoch_us(oldest), 1)), ${stretches - 1}), 0)::int as stretch,
  count(*)::int as count
from newest, span group by message, stretch order by count desc, message, stretch`
}

async function mine(task: MiningTask, signal: AbortSignal): Promise<Mined> {
  signal.throwIfAborted()
  const thread = new Worker(entryFile(import.meta.url, './mining-worker'), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: threadMemory_mb },
  })
  try {
    return await new Promise<Mined>((resolve, reject) => {
      thread.once('message', resolve)
      thread.once('error', reject)
      thread.once('exit', (code) => reject(new Error(`the thread that mines patterns ended with ${code}`)))
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
  } finally {
    await thread.terminate()
  }
}
