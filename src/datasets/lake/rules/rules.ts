/**
 * The stage of a dataset with rules, between the scan of a chunk and its conversion: DuckDB reads the chunk's columns and tells of each
 * record which conditions it does not fulfil. What a rule rejects is taken out with the reason; what it warns of is counted. The counts
 * are committed with the rows.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { messageOf, UserError } from '../../../lib/errors.ts'
import type { Log } from '../../../lib/log.ts'
import { quoteName, quoteText } from '../../../lib/sql-text.ts'
import { expectationOf, isRecordRule, type RecordCondition, type Rule } from '../../../model/rule.ts'
import type { DatasetOptions } from '../../dataset.ts'
import type { Commit } from '../catalogue/commit.ts'
import { type Duck, isMachineFailure } from '../duck.ts'
import type { ChunkFrame } from '../protocol.ts'
import type { RejectedRow } from '../rejected.ts'
import type { Prepared } from '../table.ts'
import { joinLines, linesOf, longestLine, runsOf } from '../write/chunk.ts'
import { rowAlias } from '../write/read-columns.ts'
import { conditionSql } from './condition-sql.ts'
import { checkExpression } from './expression.ts'
import { Tally } from './tally.ts'

/** A chunk without what the rules reject. */
export interface Ruled extends Disposable {
  readonly prepared: Prepared
  readonly rejected: readonly RejectedRow[]
  /** Writes the counts in the transaction of the rows. */
  commit(change: Commit): void
}

const unaskedHint = 'Correct the rule in caudal.yaml, or let it warn; the records wait until then.'

type RecordRule = Rule<RecordCondition>

export class Rules {
  readonly #dataset: string
  readonly #duck: Duck
  readonly #log: Log
  readonly #rules: readonly RecordRule[]
  /** The columns that expressions name. */
  readonly #named: readonly string[]
  readonly #told = new Set<RecordRule>()

  private constructor(dataset: string, duck: Duck, log: Log, rules: readonly RecordRule[], named: readonly string[]) {
    this.#dataset = dataset
    this.#duck = duck
    this.#log = log
    this.#rules = rules
    this.#named = named
  }

  /** Undefined for a dataset without rules of records; throws for an expression or a pattern that is none. */
  static async maybeOpen({ name, rules = [] }: DatasetOptions, duck: Duck, log: Log): Promise<Rules | undefined> {
    const own = rules.filter(isRecordRule)
    if (own.length === 0) return undefined
    const named = new Set<string>()
    for (const { condition } of own) {
      if (condition.kind === 'sql')
        for (const column of await checkExpression(duck, condition.sql, `dataset "${name}"`)) named.add(column)
      if (condition.kind === 'pattern') await checkPattern(duck, condition.pattern, name)
    }
    return new Rules(name, duck, log, own, [...named])
  }

  async apply(prepared: Prepared, frames: readonly ChunkFrame[], isRefill: boolean): Promise<Ruled> {
    const failed = await this.#failuresOf(prepared)
    const tally = new Tally(this.#dataset)
    const rejected: RejectedRow[] = []
    const dropped: number[] = []
    const originals = linesOf(prepared.layout.original())
    let line = 0
    for (const { offset: first, count, received, source } of prepared.runs) {
      tally.add('', received, source, count)
      for (let offset = first; offset < first + count; offset++, line++) {
        const bits = failed[line]!
        const { value: bytes } = originals.next()
        if (bits === 0) continue
        const broken = this.#rules.filter((_, i) => Math.floor(bits / 2 ** i) % 2 === 1)
        for (const { name } of broken) tally.add(name, received, source, 1)
        const reasons = broken
          .filter(({ severity }) => severity === 'reject')
          .map(({ condition }) => expectationOf(condition))
        if (reasons.length === 0) continue
        dropped.push(line)
        const frame = frames.find((each) => offset >= each.offset && offset < each.offset + each.count)
        rejected.push({
          offset,
          received,
          source,
          reason: `cannot store record: expecting ${reasons.join('; ')}`,
          line: frame?.line === undefined ? undefined : frame.line + (offset - frame.offset),
          request: frame?.request,
          bytes: bytes as Buffer,
        })
      }
    }
    const left = dropped.length === 0 ? prepared : without(prepared, dropped)
    return {
      prepared: left,
      rejected,
      commit: (change) => {
        // What is filled again was counted when it came first.
        if (!isRefill) tally.write(change)
      },
      [Symbol.dispose]: () => {
        if (left !== prepared) rmSync(left.path, { force: true })
      },
    }
  }

  /** Of each record a number with a bit for each rule that it does not fulfil. */
  async #failuresOf(prepared: Prepared): Promise<readonly number[]> {
    if (prepared.runs.length === 0) return []
    try {
      return await this.#ask(prepared, this.#rules)
    } catch (error) {
      if (isMachineFailure(error)) throw error
    }
    // An expression does not fit the columns that there are: the other rules go on.
    const sums: number[] = []
    for (const [i, rule] of this.#rules.entries()) {
      try {
        for (const [line, bit] of (await this.#ask(prepared, [rule])).entries())
          sums[line] = (sums[line] ?? 0) + bit * 2 ** i
      } catch (error) {
        if (isMachineFailure(error)) throw error
        const why = `cannot ask rule "${rule.name}" of dataset "${this.#dataset}": ${messageOf(error).split('\n')[0]}`
        // What it would reject must not come in unasked.
        if (rule.severity === 'reject') throw new UserError('unavailable', why, { hint: unaskedHint, cause: error })
        if (this.#told.has(rule)) continue
        this.#told.add(rule)
        this.#log.warn(why)
      }
    }
    const count = prepared.runs.reduce((sum, run) => sum + run.count, 0)
    return Array.from({ length: count }, (_, line) => sums[line] ?? 0)
  }

  async #ask({ path, bytes, layout }: Prepared, rules: readonly RecordRule[]): Promise<readonly number[]> {
    const names = new Set([...layout.columns.map(({ name }) => name.toLowerCase()), '_time', '_rest'])
    const has = (name: string) => names.has(name.toLowerCase())
    const absent = this.#named.filter((name) => !has(name)).map((name) => `null as ${quoteName(name)}`)
    const columns = [`${layout.sql.time} as _time`, `${layout.sql.rest} as _rest`, ...layout.select, ...absent]
    const sum = rules.map(({ condition }, i) => `case when ${conditionSql(condition, has)} then 0 else ${2 ** i} end`)
    const sql = `select (${sum.join(' + ')})::double as failed from (select ${columns.join(', ')}
      from read_json(${quoteText(path)}, format = 'newline_delimited', records = true,
        maximum_object_size = ${Math.max(1 << 16, longestLine(bytes) + 1024)}, columns = ${layout.sql.columns}) ${rowAlias})`
    const [failed] = await this.#duck.use(async (connection) => (await connection.runAndReadAll(sql)).getColumns())
    return failed as number[]
  }
}

/** The chunk without some of its lines. */
function without(prepared: Prepared, dropped: readonly number[]): Prepared {
  const gone = new Set(dropped)
  const keep = (bytes: Buffer) => joinLines([...linesOf(bytes)].filter((_, line) => !gone.has(line)))
  const bytes = keep(prepared.bytes)
  const whole = prepared.layout.original()
  const original = whole === prepared.bytes ? () => bytes : () => keep(whole)
  const path = `${prepared.path}.ruled`
  writeFileSync(path, bytes)
  return {
    ...prepared,
    path,
    bytes,
    runs: runsOf(prepared.runs, dropped),
    layout: { ...prepared.layout, bytes, original },
  }
}

async function checkPattern(duck: Duck, pattern: string, dataset: string): Promise<void> {
  try {
    await duck.use((connection) => connection.run(`select regexp_full_match('', ${quoteText(pattern)})`))
  } catch (error) {
    if (isMachineFailure(error)) throw error
    throw new UserError(
      'invalid',
      `cannot use pattern "${pattern}" of dataset "${dataset}": ${messageOf(error).split('\n')[0]}`,
      {
        hint: 'Write a regular expression of RE2 that fits the whole value.',
      },
    )
  }
}
