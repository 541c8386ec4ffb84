import { ask } from './api.ts'

/** The datasets that one may read, for whoever asks: what one page has been told, the next one knows. */
export const datasetsQuery = {
  queryKey: ['datasets'],
  queryFn: () => ask('GET /api/datasets'),
} as const
