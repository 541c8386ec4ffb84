import { ask } from './api.ts'

/** The maps with tiles that one may see. */
export const mapsQuery = {
  queryKey: ['maps'],
  queryFn: async () => (await ask('GET /api/maps')).maps,
  staleTime: 60_000,
} as const
