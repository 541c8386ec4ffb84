/** What the page asks the server: reasons with their counts, the records of one of them, and what the dataset expects. */
import { useQueries, useQuery } from '@tanstack/react-query'
import type { RejectedHolder } from '../../../src/model/rejected-report.ts'
import { ask } from '../client/api.ts'

const again_ms = 5000
/** More are seen once these are settled. */
const listed = 200

export interface Reason {
  readonly dataset: string
  readonly reason: string | null
  readonly count: number
  /** The whole reason of one of them. */
  readonly example: string | null
}

/** Of all datasets, the most frequent first in each; undefined until all have answered. */
export function useReasons(holders: readonly RejectedHolder[]): readonly Reason[] | undefined {
  const results = useQueries({
    queries: holders
      .filter(({ open }) => open > 0)
      .map(({ dataset, open }) => ({
        // Another count of open ones has other reasons.
        queryKey: ['rejected', dataset, 'reasons', open],
        queryFn: () => ask('GET /api/rejected/{dataset}/reasons', { path: { dataset } }),
      })),
  })
  if (results.some(({ data }) => !data)) return undefined
  return results.flatMap(({ data }) => data!.reasons.map((each) => ({ dataset: data!.dataset, ...each })))
}

export function useRecords({ dataset, reason }: Pick<Reason, 'dataset' | 'reason'>) {
  return useQuery({
    queryKey: ['rejected', dataset, 'records', reason],
    queryFn: () =>
      ask('GET /api/rejected/{dataset}', {
        path: { dataset },
        query: { limit: listed, ...(reason === null ? {} : { reason }) },
      }),
    refetchInterval: again_ms,
  })
}

/** The columns of the dataset that refused them, and its rules in words. */
export function useExpected(dataset: string | undefined) {
  const columns = useQuery({
    queryKey: ['dataset', dataset],
    queryFn: () => ask('GET /api/datasets/{dataset}', { path: { dataset: dataset! } }),
    enabled: dataset !== undefined,
  }).data?.columns
  const rules = useQuery({
    queryKey: ['quality', dataset],
    queryFn: () => ask('GET /api/quality/{dataset}', { path: { dataset: dataset! } }),
    enabled: dataset !== undefined,
  }).data?.rules
  return { columns: columns ?? [], rules: rules ?? [] }
}
