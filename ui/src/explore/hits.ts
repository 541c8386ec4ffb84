/** What a search finds, page by page, with its histogram; asked again when the state changes or its time has come. */
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { DatasetInfo } from '../../../src/model/query-report.ts'
import { ask } from '../client/api.ts'
import { datasetsQuery } from '../client/datasets.ts'
import { zone } from '../i18n/locale.ts'
import { periodOf } from '../time/refreshes.ts'
import { rangeOf } from '../time/time-range.ts'
import { useExploreState } from './state.ts'

export type RecordFields = Readonly<Record<string, unknown>>

/** A record that was found, and where it lies. */
export interface Hit {
  readonly id: string
  readonly dataset: string
  readonly fields: RecordFields
}

/** What is asked, with its times as they were at that moment. */
export interface Asked {
  readonly kql: string
  readonly in: readonly string[]
  readonly since?: string
  readonly until?: string
}

const firstPage = 100
const nextPage = 500
const mostInPage = 10_000
const kept_ms = 60_000

export function useDatasets(): readonly DatasetInfo[] | undefined {
  const { data } = useQuery({ ...datasetsQuery, refetchInterval: 30_000 })
  return data?.datasets
}

/** The datasets that are searched: those chosen, or all that are not Caudal's own. */
export function searchedOf(chosen: readonly string[], all: readonly DatasetInfo[]): readonly DatasetInfo[] {
  if (chosen.length > 0) return all.filter(({ name }) => chosen.includes(name))
  const own = all.filter(({ name }) => !name.startsWith('_') && !name.endsWith('_rejected'))
  return own.length > 0 ? own : all
}

/** The question of the address, and a way to ask it anew: `now` is the moment at which it was chosen, or asked again. */
export function useAsked(searched: readonly DatasetInfo[]): { readonly asked: Asked; readonly askAgain: () => void } {
  const [{ q, from, to, refresh }] = useExploreState()
  const isUtc = zone.use() === 'UTC'
  const [times, setTimes] = useState(0)
  const client = useQueryClient()
  const period_ms = periodOf(refresh)
  useEffect(() => {
    if (period_ms === undefined) return
    const timer = setInterval(() => {
      // What is asked by itself does not overtake the answers that are awaited, however slow they are.
      const isBusy = ['search', 'histogram', 'sql'].some((key) => client.isFetching({ queryKey: [key] }) > 0)
      if (document.visibilityState === 'visible' && !isBusy) setTimes((before) => before + 1)
    }, period_ms)
    return () => clearInterval(timer)
  }, [period_ms, client])
  const names = searched.map(({ name }) => name).join(',')
  const asked = useMemo(() => {
    const { since, until } = rangeOf({ from, to }, new Date(), isUtc)
    return {
      kql: q,
      in: searched.map(({ name }) => name),
      ...(since ? { since: since.toISOString() } : {}),
      ...(until ? { until: until.toISOString() } : {}),
    }
  }, [q, from, to, isUtc, times, names])
  return { asked, askAgain: () => setTimes((before) => before + 1) }
}

interface Page {
  readonly hits: readonly Hit[]
  readonly sql: string
  readonly warnings: readonly string[]
  readonly isLast: boolean
  readonly elapsed_ms: number
}

export function useHits(asked: Asked, isEnabled: boolean) {
  const query = useInfiniteQuery({
    queryKey: ['search', asked],
    initialPageParam: { until: asked.until, limit: firstPage },
    queryFn: ({ pageParam, signal }) => pageOf({ ...asked, ...boundOf(pageParam.until) }, pageParam.limit, signal),
    getNextPageParam: ({ hits, isLast }: Page, _, { limit }) => {
      const oldest = hits.at(-1)
      if (isLast || !oldest) return undefined
      const until = boundAfter(oldest.fields._time)
      // All of one instant: only a longer page gets beyond it.
      const isStuck = boundAfter(hits[0]?.fields._time) === until
      if (isStuck && limit >= mostInPage) return undefined
      return { until, limit: isStuck ? mostInPage : nextPage }
    },
    enabled: isEnabled && asked.in.length > 0,
    placeholderData: keepPreviousData,
    gcTime: kept_ms,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const hits = useMemo(() => distinct(query.data?.pages ?? []), [query.data])
  // While a query cannot be understood, what the one before found stays in sight.
  const shown = useRef(hits)
  if (!query.error) shown.current = hits
  return { ...query, hits: shown.current, first: query.data?.pages[0] }
}

async function pageOf(asked: Asked, limit: number, signal: AbortSignal): Promise<Page> {
  const start = performance.now()
  const answer = await ask('POST /api/search', { body: { ...bodyOf(asked), limit }, signal })
  return {
    hits: answer.hits.map((fields) => hitOf(fields, asked.in[0]!)),
    sql: answer.sql,
    warnings: answer.warnings ?? [],
    isLast: answer.hits.length < limit,
    elapsed_ms: performance.now() - start,
  }
}

/** The body of a request: names and times, as the API wants them. */
export function bodyOf({ kql, in: names, since, until }: Asked) {
  return { kql, in: [...names], ...(since ? { since } : {}), ...boundOf(until) }
}

export function hitOf({ _dataset, ...fields }: RecordFields, only: string): Hit {
  const dataset = typeof _dataset === 'string' ? _dataset : only
  return { id: `${dataset}:${fields._offset}`, dataset, fields }
}

function boundOf(until: string | undefined): { until?: string } {
  return until === undefined ? {} : { until }
}

/** The millisecond behind a time: the next page begins there and repeats what it shares with the page before. */
function boundAfter(time: unknown): string | undefined {
  const ms = Date.parse(String(time))
  return Number.isNaN(ms) ? undefined : new Date(ms + 1).toISOString()
}

function distinct(pages: readonly Page[]): Hit[] {
  const known = new Map<string, Hit>()
  for (const { hits } of pages) for (const hit of hits) if (!known.has(hit.id)) known.set(hit.id, hit)
  return [...known.values()]
}

/** The field that says how grave a record is, if what is searched has one. */
export function levelOf(searched: readonly DatasetInfo[]): string | undefined {
  const names = new Set(searched.flatMap(({ columns }) => columns.map(({ name }) => name)))
  return ['level', 'severity', 'log.level', 'loglevel', 'lvl'].find((name) => names.has(name))
}
