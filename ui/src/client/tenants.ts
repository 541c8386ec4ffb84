import { ask } from './api.ts'

/** The client companies, for whoever asks. */
export const tenantsQuery = {
  queryKey: ['tenants'],
  queryFn: () => ask('GET /api/tenants'),
} as const
