/** What routes answer that declare no schema of their answer, by method and path. */
import type { ProjectReport } from '../../../src/model/project-report.ts'
import type { DatasetInfo, SearchResult } from '../../../src/model/query-report.ts'
import type { StatusReport } from '../../../src/model/status-report.ts'

interface Answers {
  'GET /api/datasets': { readonly datasets: readonly DatasetInfo[] }
  'GET /api/project': ProjectReport
  'GET /api/status': StatusReport
  'POST /api/search': SearchResult
}

export type Answer<Route extends string> = Route extends keyof Answers ? Answers[Route] : unknown
