/** The datasets and views that somebody may see, and what is told of each. */
import { useQuery } from '@tanstack/react-query'
import { ask } from '../client/api.ts'
import { useMe } from '../client/who.ts'

const again_ms = 5000

export function useDatasets() {
  return useQuery({
    queryKey: ['data', 'datasets'],
    queryFn: async () => (await ask('GET /api/datasets')).datasets,
    refetchInterval: again_ms,
  })
}

/** Views that have no rows yet are among them, too. */
export function useViews() {
  const isOfCompany = useMe()?.tenant !== undefined
  return useQuery({
    queryKey: ['data', 'views'],
    queryFn: async () => (await ask('GET /api/views')).views,
    refetchInterval: again_ms,
    enabled: !isOfCompany,
  })
}

/** Of the checks by all rules of a dataset, the share that found nothing wrong; by name. */
export function useScores(): ReadonlyMap<string, number> {
  const isOfCompany = useMe()?.tenant !== undefined
  const { data } = useQuery({
    queryKey: ['data', 'quality'],
    queryFn: async () => (await ask('GET /api/quality')).datasets,
    enabled: !isOfCompany,
  })
  return new Map(
    (data ?? []).flatMap(({ dataset, rules }) => {
      const checked = rules.reduce((sum, rule) => sum + (rule.checked ?? 0), 0)
      const failed = rules.reduce((sum, rule) => sum + (rule.failed ?? 0), 0)
      return checked > 0 ? [[dataset, 1 - failed / checked] as const] : []
    }),
  )
}
