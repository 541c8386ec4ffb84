/** The dashboards of the server, and changes of them. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Dashboard, DashboardReport } from '../../../src/model/dashboard.ts'
import { ask } from '../client/api.ts'
import { dashboardQuery, dashboardsQuery } from '../client/dashboards.ts'

export function useDashboards() {
  return useQuery(dashboardsQuery)
}

/** Looked at again now and then: its file may be changed elsewhere. */
export function useDashboard(name: string, isFollowed = true) {
  return useQuery({ ...dashboardQuery(name), refetchInterval: isFollowed ? 10_000 : false })
}

interface Saved {
  readonly name: string
  /** What it says, or its whole text. */
  readonly dashboard?: Dashboard
  readonly yaml?: string
  /** The version that it replaces; absent for a new one. */
  readonly version?: string | undefined
}

export function useSave() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ name, dashboard, yaml, version }: Saved) =>
      ask('PUT /api/dashboards/{dashboard}', {
        path: { dashboard: name },
        body: {
          ...(yaml === undefined ? { dashboard: { ...dashboard } } : { yaml }),
          ...(version === undefined ? {} : { version }),
        },
      }),
    onSuccess: (report) => take(client, report),
  })
}

/** What becomes of a dashboard of Grafana; nothing is saved. */
export function useGrafana() {
  return useMutation({
    mutationFn: async ({ file, dataset }: { file: File; dataset: string }) => {
      const dashboard = maybeJson(await file.text())
      const body = { dashboard: dashboard as never, ...(dataset === '' ? {} : { in: dataset }) }
      return ask('POST /api/import/grafana', { body })
    },
  })
}

/** What is no JSON is no dashboard either; the server says so. */
function maybeJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

export function useRestore() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ name, id }: { name: string; id: number }) =>
      ask('POST /api/dashboards/{dashboard}/restore', { path: { dashboard: name }, body: { id } }),
    onSuccess: (report) => take(client, report),
  })
}

export function useRemove() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (name: string) => ask('DELETE /api/dashboards/{dashboard}', { path: { dashboard: name } }),
    onSuccess: () => client.invalidateQueries({ queryKey: dashboardsQuery.queryKey }),
  })
}

export function useRemoved() {
  return useQuery({
    queryKey: ['removed-dashboards'],
    queryFn: async () => (await ask('GET /api/removed-dashboards')).dashboards,
    staleTime: 0,
  })
}

export function useVersions(name: string) {
  return useQuery({
    queryKey: ['dashboard-versions', name],
    queryFn: async () => (await ask('GET /api/dashboards/{dashboard}/history', { path: { dashboard: name } })).versions,
    staleTime: 0,
  })
}

function take(client: ReturnType<typeof useQueryClient>, report: DashboardReport): void {
  client.setQueryData(dashboardQuery(report.name).queryKey, report)
  void client.invalidateQueries({ queryKey: dashboardsQuery.queryKey })
}
