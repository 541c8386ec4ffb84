/** The reports of the server, and their files. */
import { useQuery } from '@tanstack/react-query'
import type { Routes } from '../client/api.gen.ts'
import { ask, fetchApi } from '../client/api.ts'

export type Report = Routes['GET /api/reports']['answer']['reports'][number]
export type ReportFormat = Report['format']

const again_ms = 5000

export const reportsKey = ['reports'] as const

export function useReports() {
  return useQuery({
    queryKey: reportsKey,
    queryFn: async () => (await ask('GET /api/reports')).reports,
    refetchInterval: again_ms,
  })
}

/** As it would be sent now: to draw it takes the server a moment. */
export async function fileOf(name: string, format: ReportFormat, signal?: AbortSignal): Promise<Blob> {
  const path = `/api/reports/${encodeURIComponent(name)}/file?format=${format}`
  return (await fetchApi(path, signal ? { signal } : {})).blob()
}
