import { dashboardsQuery } from '../client/dashboards.ts'
import { queryClient } from '../client/query-client.ts'
import { meNow } from '../client/who.ts'

/** The dashboard at which somebody begins: the one that says so, or the first that they may see. */
export async function maybeHome(): Promise<string | undefined> {
  if (!meNow()?.may.includes('view')) return undefined
  try {
    const all = await queryClient.fetchQuery(dashboardsQuery)
    return (all.find(({ home }) => home) ?? all[0])?.name
  } catch {
    // Who cannot be told where to begin, begins elsewhere.
    return undefined
  }
}
