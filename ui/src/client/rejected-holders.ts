import { useQuery } from '@tanstack/react-query'
import { ask } from './api.ts'

const again_ms = 5000

/** Who holds rejected records, and how many of them wait for a decision. Undefined until it is known, and for those who may not know. */
export function useRejectedHolders() {
  const { data } = useQuery({
    queryKey: ['rejected'],
    queryFn: () => ask('GET /api/rejected'),
    refetchInterval: again_ms,
  })
  return data?.datasets
}
