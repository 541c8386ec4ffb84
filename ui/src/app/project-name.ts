import { useQuery } from '@tanstack/react-query'
import { ask } from '../client/api.ts'

/** The name of the project that runs; undefined until it is known. */
export function useProjectName(): string | undefined {
  const { data } = useQuery({
    queryKey: ['project-name'],
    queryFn: async () => (await ask('GET /api/status')).name,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data
}
