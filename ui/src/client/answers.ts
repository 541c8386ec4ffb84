/** What routes answer that declare no schema of their answer, by method and path. */
import type { ProjectReport } from '../../../src/model/project-report.ts'
import type { DatasetInfo, QueryResult, SearchResult } from '../../../src/model/query-report.ts'
import type { StatusReport } from '../../../src/model/status-report.ts'
import type { ValuesReport } from '../../../src/model/values-report.ts'

interface Answers {
  'GET /api/datasets': { readonly datasets: readonly DatasetInfo[] }
  'GET /api/project': ProjectReport
  'GET /api/status': StatusReport
  'POST /api/search': SearchResult
  'POST /api/search/values': ValuesReport
  'POST /api/sql': QueryResult
}

export type Answer<Route extends string> = Route extends keyof Answers ? Answers[Route] : unknown
