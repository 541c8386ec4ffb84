/** What routes answer that declare no schema of their answer, by method and path. */
import type { DeclaredPart } from '../../../src/model/declared-part.ts'
import type { ProjectReport } from '../../../src/model/project-report.ts'
import type { DatasetInfo, QueryResult, SearchResult } from '../../../src/model/query-report.ts'
import type { FunctionStart, StatusReport } from '../../../src/model/status-report.ts'
import type { ValuesReport } from '../../../src/model/values-report.ts'

interface Rejected {
  readonly dataset: string
  readonly of?: string
  readonly records: number
  readonly open: number
}

interface Answers {
  'GET /api/datasets': { readonly datasets: readonly DatasetInfo[] }
  'GET /api/project': ProjectReport
  'GET /api/project/{section}/{name}': DeclaredPart
  'GET /api/rejected': { readonly datasets: readonly Rejected[] }
  'GET /api/status': StatusReport
  'POST /api/functions/{function}/run': FunctionStart
  'POST /api/rebuild/{dataset}': { readonly dataset: string; readonly records: number }
  'POST /api/search': SearchResult
  'POST /api/search/values': ValuesReport
  'POST /api/sql': QueryResult
}

export type Answer<Route extends string> = Route extends keyof Answers ? Answers[Route] : unknown
