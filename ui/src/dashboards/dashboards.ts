/** The dashboards of the server, and changes of them. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Dashboard, DashboardReport } from '../../../src/model/dashboard.ts'
import { ask } from '../client/api.ts'
import { listKey } from './list-key.ts'

const keyOf = (name: string) => ['dashboard', name] as const

export function useDashboards() {
  return useQuery({ queryKey: listKey, queryFn: async () => (await ask('GET /api/dashboards')).dashboards })
}

/** Looked at again now and then: its file may be changed elsewhere. */
export function useDashboard(name: string, isFollowed = true) {
  return useQuery({
    queryKey: keyOf(name),
    queryFn: () => ask('GET /api/dashboards/{dashboard}', { path: { dashboard: name } }),
    refetchInterval: isFollowed ? 10_000 : false,
  })
}

interface Saved {
  readonly name: string
  readonly dashboard: Dashboard
  /** The version that it replaces; absent for a new one. */
  readonly version?: string | undefined
}

export function useSave() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ name, dashboard, version }: Saved) =>
      ask('PUT /api/dashboards/{dashboard}', {
        path: { dashboard: name },
        body: { dashboard: { ...dashboard }, ...(version === undefined ? {} : { version }) },
      }),
    onSuccess: (report) => take(client, report),
  })
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
    onSuccess: () => client.invalidateQueries({ queryKey: listKey }),
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
  client.setQueryData(keyOf(report.name), report)
  void client.invalidateQueries({ queryKey: listKey })
}
