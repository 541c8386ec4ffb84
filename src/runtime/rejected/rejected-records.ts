/** Rejected records of a project: which there are and why, read through the same door as any query. */
import type { DatasetReader } from '../../datasets/dataset.ts'
import { UserError } from '../../lib/errors.ts'
import { quoteName } from '../../lib/sql-text.ts'
import type { Fate, Outcome, ReasonCount, RejectedHolder, RejectedReport } from '../../model/rejected-report.ts'
import type { Project } from '../../project/project.ts'
import type { Fates } from './fates.ts'
import { findHolder, type Holder, maybeHolder } from './holder.ts'
import type { Sent } from './replay.ts'

/** `open`: nothing was done with it yet. */
export type RecordState = 'open' | 'replayed' | 'discarded' | 'all'

export interface Selection {
  readonly state?: RecordState
  /** The exact reason, or the kind of reason. */
  readonly reason?: string | undefined
  readonly limit: number
  /** In the list: older than this offset's record. */
  readonly before?: number | undefined
}

/** A page of all that were there at a time. */
export interface Page {
  readonly after: number
  readonly until: number
  readonly reason?: string | undefined
  readonly limit: number
}

/** Where a replayed record is now: `none` while it is on its way, or when it was a duplicate or has expired. */
export interface Became {
  readonly dataset: string
  readonly offset: number
  readonly state: 'stored' | 'rejected' | 'none'
}

/** SQL of a reason without the values in it: what is quoted, and numbers that tell what came or where. */
function kindOf(reason: string): string {
  const unquoted = String.raw`regexp_replace(${reason}, '"(?:[^"\\]|\\.)*"', '"…"', 'g')`
  const places = 'got|record|line|position|column|row|byte|offset'
  return String.raw`regexp_replace(${unquoted}, '\b(${places}) -?[0-9]+(?:[.,][0-9]+)*', '\1 …', 'g')`
}

type Row = Omit<RejectedReport, 'id' | 'fate'>

/** The offset of what was replayed. */
function maybeReplayed({ name }: Holder, source: string | null): number | undefined {
  const [, dataset, offset] = /^replay:(.*):(\d+)$/.exec(source ?? '') ?? []
  return dataset === name ? Number(offset) : undefined
}

export class RejectedRecords {
  readonly #reader: DatasetReader
  readonly #fates: Fates
  readonly #project: () => Project

  constructor(reader: DatasetReader, fates: Fates, project: () => Project) {
    this.#reader = reader
    this.#fates = fates
    this.#project = project
  }

  /** Who holds rejected records, with how many of them are open. */
  async holders(): Promise<RejectedHolder[]> {
    const infos = await this.#reader.list()
    const holders = infos.map((info) => maybeHolder(info, this.#project())).filter((holder) => holder !== undefined)
    return Promise.all(
      holders.map(async (holder) => {
        const open = await this.#sum(holder)
        return {
          dataset: holder.name,
          ...(holder.of === undefined ? {} : { of: holder.of }),
          records: holder.rows,
          open,
        }
      }),
    )
  }

  async holder(name: string): Promise<Holder> {
    return findHolder(await this.#reader.list(), name, this.#project())
  }

  /** Newest first. */
  async list(holder: Holder, { state = 'open', reason, limit, before }: Selection): Promise<RejectedReport[]> {
    const { where, params } = this.#where(holder, state, reason)
    const from = quoteName(holder.name)
    if (before !== undefined) {
      const then = `(select min(_received) from ${from} where _offset = $before)`
      where.push(`(_received < ${then} or (_received = ${then} and _offset < $before))`)
      Object.assign(params, { before })
    }
    return this.#select(
      holder,
      `where ${where.join(' and ')} order by _received desc, _offset desc limit ${limit}`,
      params,
    )
  }

  /** Those behind an offset that came before a time (milliseconds since 1970), in the order of their offsets. */
  next(holder: Holder, { after, until, reason, limit }: Page): Promise<RejectedReport[]> {
    const { where, params } = this.#where(holder, 'all', reason)
    where.push('_offset > $after', 'epoch_ms(_received) < $until')
    const sql = `where ${where.join(' and ')} order by _offset limit ${limit}`
    return this.#select(holder, sql, { ...params, after, until })
  }

  /** Those of these offsets that exist. */
  some(holder: Holder, offsets: readonly number[]): Promise<RejectedReport[]> {
    return this.#select(holder, 'where _offset in (select unnest($offsets)) order by _offset', { offsets })
  }

  async one(holder: Holder, offset: number): Promise<RejectedReport> {
    const [record] = await this.some(holder, [offset])
    if (record) return record
    throw new UserError('not_found', `cannot find rejected record "${holder.name}:${offset}"`, {
      hint: `Look for it among the rejected records of ${holder.name}.`,
    })
  }

  /** What a replayed record is now, where a dataset stores its stream. */
  async became({ of }: Holder, { replayed_as: offset }: Fate): Promise<Became | undefined> {
    if (of === undefined || offset === undefined) return undefined
    for (const [dataset, state] of [
      [of, 'stored'],
      [`${of}_rejected`, 'rejected'],
    ] as const) {
      const sql = `select 1 from ${quoteName(dataset)} where _offset = $offset`
      const { rows } = await this.#reader.sql({ sql, params: { offset }, scope: { datasets: [dataset] } })
      if (rows.length > 0) return { dataset, offset, state }
    }
    return { dataset: of, offset, state: 'none' }
  }

  /** Those of replayed records that were rejected again. */
  async again(holder: Holder, sent: readonly Sent[]): Promise<Outcome['again']> {
    if (sent.length === 0) return []
    // Two streams may have records of one offset.
    const idOf = new Map(sent.map(({ stream, as, offset }) => [`${stream} ${as}`, `${holder.name}:${offset}`]))
    const sql = `select _offset as "offset", ${holder.position} as "as", ${holder.select} from ${quoteName(holder.name)}
      where ${holder.position} in (select unnest($offsets)) order by _offset`
    const rows = await this.#rows(holder, sql, { offsets: sent.map(({ as }) => as) })
    return rows.flatMap(({ offset, as, stream, reason }) => {
      const id = idOf.get(`${holder.of === undefined ? stream : sent[0]!.stream} ${as}`)
      return id === undefined ? [] : [{ id, as: `${holder.name}:${offset}`, reason: reason as string | null }]
    })
  }

  /** By their kinds, the most frequent first. */
  async reasons(holder: Holder, state: RecordState, limit: number): Promise<ReasonCount[]> {
    const { where, params } = this.#where(holder, state)
    const sql = `select ${kindOf(holder.reason)} as reason, count(*) as count, min(${holder.reason}) as example from ${quoteName(holder.name)}
      where ${where.join(' and ')} group by 1 order by 2 desc, 1 limit ${limit}`
    return (await this.#rows(holder, sql, params)) as unknown as ReasonCount[]
  }

  async #sum(holder: Holder): Promise<number> {
    const { where, params } = this.#where(holder, 'open')
    const sql = `select count(*) as n from ${quoteName(holder.name)} where ${where.join(' and ')}`
    const [row] = await this.#rows(holder, sql, params)
    return Number(row!.n)
  }

  #where(holder: Holder, state: RecordState, reason?: string): { where: string[]; params: Record<string, unknown> } {
    const where = ['true']
    const params: Record<string, unknown> = {}
    if (reason !== undefined) {
      where.push(`(${holder.reason} = $reason or ${kindOf(holder.reason)} = $reason)`)
      params.reason = reason
    }
    if (state === 'all') return { where, params }
    const offsets = this.#fates.offsets(holder.name, state === 'open' ? undefined : state)
    if (offsets.length > 0) {
      where.push(`_offset ${state === 'open' ? 'not ' : ''}in (select unnest($offsets))`)
      params.offsets = offsets
    } else if (state !== 'open') {
      where.push('false')
    }
    return { where, params }
  }

  async #select(holder: Holder, rest: string, params: Record<string, unknown>): Promise<RejectedReport[]> {
    const sql = `select _offset as "offset", _received as received, ${holder.select} from ${quoteName(holder.name)} ${rest}`
    const rows = (await this.#rows(holder, sql, params)) as unknown as Row[]
    return (await this.#withOrigins(holder, rows)).map((row) => ({
      id: `${holder.name}:${row.offset}`,
      ...row,
      fate: this.#fates.of(holder.name, row.offset) ?? null,
    }))
  }

  /** What was replayed and rejected again says where it first came from. */
  async #withOrigins(holder: Holder, rows: readonly Row[]): Promise<readonly Row[]> {
    const replayed = rows.flatMap(({ source }) => maybeReplayed(holder, source) ?? [])
    if (replayed.length === 0) return rows
    const sql = `select _offset as "offset", ${holder.select} from ${quoteName(holder.name)} where _offset in (select unnest($offsets))`
    const found = (await this.#rows(holder, sql, { offsets: [...new Set(replayed)] })) as unknown as Row[]
    // An original has a lower offset than what came of it, so that this ends.
    const originals = new Map((await this.#withOrigins(holder, found)).map((row) => [row.offset, row]))
    return rows.map((row) => {
      const offset = maybeReplayed(holder, row.source)
      const original = offset === undefined ? undefined : originals.get(offset)
      if (!original) return row
      const { source, line, request } = original
      return { ...row, source, line, request, replay_of: `${holder.name}:${offset}` }
    })
  }

  async #rows(
    holder: Holder,
    sql: string,
    params: Record<string, unknown>,
  ): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const { rows } = await this.#reader.sql({ sql, params, scope: { datasets: [holder.name] } })
    return rows
  }
}
