import { ask } from './api.ts'

/** The project as it runs and what of it is written where, for whoever asks. */
export const projectQuery = {
  queryKey: ['project'],
  queryFn: () => ask('GET /api/project'),
} as const
