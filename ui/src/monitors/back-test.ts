/** What a definition would have told, asked while it is being written. */
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { DatasetInfo } from '../../../src/model/query-report.ts'
import { ApiError, ask } from '../client/api.ts'
import { datasetsQuery } from '../client/datasets.ts'
import type { MonitorValues } from './declaration.ts'
import { type Past, pastOf, type Span } from './past.ts'

const pause_ms = 500

export interface Tried {
  readonly name: string
  /** YAML, `name: …`; undefined while there is not enough of it. */
  readonly definition: string | undefined
  readonly past: Past
}

export function useBackTest(tried: Tried) {
  const [{ name, definition, past }] = useDebouncedValue(tried, pause_ms)
  const { data, error, isFetching } = useQuery({
    queryKey: ['back-test', name, definition, past],
    queryFn: ({ signal }) =>
      ask('POST /api/monitors/test', { body: { name, definition: definition!, ...past }, signal }),
    enabled: definition !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const isOld = tried.definition !== definition || isFetching
  return { test: definition === undefined ? undefined : data, error, isOld }
}

const none: readonly DatasetInfo[] = []

export function useDatasets(): readonly DatasetInfo[] {
  return useQuery(datasetsQuery).data?.datasets ?? none
}

/** The same while one is at it, so that only what is changed is asked anew. */
export function usePast(span: Span, values: MonitorValues, datasets: readonly DatasetInfo[]): Past {
  const [begun] = useState(() => Date.now())
  const [known] = useState<{ datasets?: typeof datasets }>({})
  if (datasets !== none) known.datasets ??= datasets
  const { way, dataset, sql, every, over } = values
  const filled = known.datasets ?? datasets
  return useMemo(
    () => (span === 'auto' ? pastOf({ way, dataset, sql, every, over }, filled, begun) : { last: span }),
    [span, way, dataset, sql, every, over, filled, begun],
  )
}

/** What the server says of one option, be it on trying or on saving. */
export function problemOf(error: unknown, option: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined
  const all = error.problems.length > 0 ? error.problems : [error]
  return all.find(({ at }) => at?.option?.split('.')[0] === option)?.message
}
