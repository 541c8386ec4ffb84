import { ask } from './api.ts'

/** All dashboards that one may see, and one of them: for whoever asks, also before their page is there. */
export const dashboardsQuery = {
  queryKey: ['dashboards'],
  queryFn: async () => (await ask('GET /api/dashboards')).dashboards,
} as const

export function dashboardQuery(name: string) {
  return {
    queryKey: ['dashboard', name],
    queryFn: () => ask('GET /api/dashboards/{dashboard}', { path: { dashboard: name } }),
  } as const
}
