/** What routes answer that declare no schema of their answer, by method and path. */
import type { ErrorBody } from '../../../src/lib/errors.ts'
import type {
  DashboardAnswers,
  DashboardReport,
  DashboardSummary,
  DashboardVersion,
  RemovedDashboard,
} from '../../../src/model/dashboard.ts'
import type { DatasetChange, DatasetDetail, DatasetSize } from '../../../src/model/dataset-detail.ts'
import type { DeclaredPart, SavedPart } from '../../../src/model/declared-part.ts'
import type { EndpointDetail } from '../../../src/model/endpoint-report.ts'
import type { FunctionCaseResult, FunctionDetail, FunctionVersion } from '../../../src/model/function-detail.ts'
import type { BackTest, MonitorEvent, MonitorReport, Silence, StateSpans } from '../../../src/model/monitor-report.ts'
import type { PatternsReport } from '../../../src/model/patterns-report.ts'
import type { ProjectReport } from '../../../src/model/project-report.ts'
import type { Profile, Scorecard } from '../../../src/model/quality-report.ts'
import type { QueryResult, SearchResult } from '../../../src/model/query-report.ts'
import type { RejectedEdit } from '../../../src/model/rejected-edit.ts'
import type { ReasonCount, RejectedHolder, RejectedReport, Replayed } from '../../../src/model/rejected-report.ts'
import type { KindReport, SourceTrial } from '../../../src/model/source-trial.ts'
import type { FunctionReport, FunctionStart, StatusReport, StreamReport } from '../../../src/model/status-report.ts'
import type { ValuesReport } from '../../../src/model/values-report.ts'
import type { Refresh, ViewDetail, ViewReport } from '../../../src/model/view-report.ts'

interface Answers {
  'GET /api/dashboards': { readonly dashboards: readonly DashboardSummary[] }
  'GET /api/dashboards/{dashboard}': DashboardReport
  'PUT /api/dashboards/{dashboard}': DashboardReport
  'POST /api/dashboards/{dashboard}/check': { readonly problems: readonly ErrorBody[] }
  'GET /api/removed-dashboards': { readonly dashboards: readonly RemovedDashboard[] }
  'GET /api/dashboards/{dashboard}/history': { readonly versions: readonly DashboardVersion[] }
  'POST /api/dashboards/{dashboard}/restore': DashboardReport
  'POST /api/dashboards/{dashboard}/query': DashboardAnswers
  'POST /api/dashboards/query': DashboardAnswers
  'GET /api/kinds/sources': { readonly kinds: readonly KindReport[] }
  'POST /api/sources/test': SourceTrial
  'GET /api/functions': { readonly functions: readonly (FunctionReport & { readonly name: string })[] }
  'GET /api/functions/{function}': FunctionDetail
  'GET /api/functions/{function}/versions': { readonly versions: readonly FunctionVersion[] }
  'POST /api/functions/{function}/test': { readonly results: readonly FunctionCaseResult[] }
  'GET /api/endpoints': { readonly endpoints: readonly EndpointDetail[] }
  'GET /api/monitors': { readonly monitors: readonly MonitorReport[] }
  'GET /api/monitors/{monitor}/history': {
    readonly monitor: string
    readonly events: readonly MonitorEvent[]
    readonly states: readonly StateSpans[]
  }
  'POST /api/monitors/test': BackTest
  'GET /api/silences': { readonly silences: readonly Silence[] }
  'POST /api/silences': Silence
  'GET /api/datasets': { readonly datasets: readonly DatasetDetail[] }
  'GET /api/project': ProjectReport
  'GET /api/project/{section}/{name}': DeclaredPart
  'PUT /api/project/{section}/{name}': SavedPart
  'DELETE /api/project/{section}/{name}': SavedPart
  'GET /api/rejected': { readonly datasets: readonly RejectedHolder[] }
  'GET /api/rejected/{dataset}': { readonly dataset: string; readonly records: readonly RejectedReport[] }
  'GET /api/rejected/{dataset}/reasons': {
    readonly dataset: string
    readonly reasons: readonly ReasonCount[]
  }
  'GET /api/datasets/{dataset}': DatasetDetail
  'GET /api/datasets/{dataset}/sizes': { readonly sizes: readonly DatasetSize[] }
  'GET /api/datasets/{dataset}/changes': { readonly changes: readonly DatasetChange[] }
  'GET /api/quality': { readonly datasets: readonly Scorecard[] }
  'GET /api/quality/{dataset}': Scorecard
  'GET /api/quality/{dataset}/profile': Profile
  'GET /api/views': { readonly views: readonly ViewReport[] }
  'GET /api/views/{view}': ViewDetail
  'GET /api/views/{view}/history': { readonly refreshes: readonly Refresh[] }
  'POST /api/views/{view}/refresh': Refresh
  'POST /api/rejected/{dataset}/replay': Replayed
  'POST /api/rejected/{dataset}/edit': RejectedEdit
  'POST /api/rejected/{dataset}/discard': { readonly discarded: number }
  'GET /api/streams': { readonly streams: readonly ({ readonly name: string } & StreamReport)[] }
  'GET /api/status': StatusReport
  'POST /api/functions/{function}/run': FunctionStart
  'POST /api/rebuild/{dataset}': { readonly dataset: string; readonly records: number }
  'POST /api/search': SearchResult
  'POST /api/search/patterns': PatternsReport
  'POST /api/search/values': ValuesReport
  'POST /api/sql': QueryResult
}

export type Answer<Route extends string> = Route extends keyof Answers ? Answers[Route] : unknown
