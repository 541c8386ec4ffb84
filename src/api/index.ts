/** Every resource of the HTTP API. */
import type { FastifyInstance } from 'fastify'
import type { Platform } from '../runtime/platform.ts'
import { auditRequests } from './access/audit.ts'
import { passkeyRoutes } from './access/passkeys.ts'
import { providerLoginRoutes } from './access/provider-login.ts'
import { roleRoutes } from './access/roles.ts'
import { sessionRoutes } from './access/session.ts'
import { tokenRoutes } from './access/tokens.ts'
import { userRoutes } from './access/users.ts'
import { browserRoutes } from './browser.ts'
import { dashboardChangeRoutes } from './dashboards/dashboard-changes.ts'
import { dashboardLinkRoutes } from './dashboards/dashboard-links.ts'
import { dashboardQueryRoutes } from './dashboards/dashboard-queries.ts'
import { dashboardRoutes } from './dashboards/dashboards.ts'
import { grafanaRoutes } from './dashboards/grafana.ts'
import { mapRoutes } from './dashboards/maps.ts'
import { reportRoutes } from './dashboards/reports.ts'
import { datasetRoutes } from './datasets/datasets.ts'
import { qualityRoutes } from './datasets/quality.ts'
import { queryRoutes } from './datasets/query.ts'
import { rebuildRoutes } from './datasets/rebuild.ts'
import { searchRoutes } from './datasets/search.ts'
import { searchPatternRoutes } from './datasets/search-patterns.ts'
import { searchValueRoutes } from './datasets/search-values.ts'
import { viewRoutes } from './datasets/views.ts'
import { endpointListRoutes } from './endpoints/endpoint-list.ts'
import { endpointShortcut } from './endpoints/endpoint-shortcut.ts'
import { endpointRoutes } from './endpoints/endpoints.ts'
import { maybeMeantPath } from './endpoints/meant-path.ts'
import { functionDetailRoutes } from './functions/function-detail.ts'
import { functionPastRoutes } from './functions/function-past.ts'
import { functionRequestRoutes } from './functions/function-requests.ts'
import { functionRoutes } from './functions/functions.ts'
import { docsRoutes } from './http/docs.ts'
import { createServer } from './http/server.ts'
import { channelRoutes } from './monitors/channels.ts'
import { monitorRoutes } from './monitors/monitors.ts'
import { backupRoutes } from './operation/backup.ts'
import { healthRoutes } from './operation/health.ts'
import { liveRoutes } from './operation/live.ts'
import { statusRoutes } from './operation/status.ts'
import { verifyRoutes } from './operation/verify.ts'
import { kindRoutes } from './project/kinds.ts'
import { projectRoutes } from './project/project.ts'
import { projectPartRoutes } from './project/project-parts.ts'
import { editFunctionRoutes } from './records/edit-functions.ts'
import { ingestRoutes } from './records/ingest.ts'
import { previewRoutes } from './records/preview.ts'
import { recordingRoutes } from './records/recording.ts'
import { rejectedRoutes } from './records/rejected.ts'
import { sourceRoutes } from './records/sources.ts'
import { streamRoutes } from './records/streams.ts'
import { tailRoutes } from './records/tail.ts'

/** The server with all of its routes, not yet listening. */
export async function createApi(platform: Platform, tls?: { cert: string; key: string }): Promise<FastifyInstance> {
  const server = await createServer({
    identities: platform.identities,
    log: platform.log,
    version: platform.version,
    tls,
    meant: (request) => maybeMeantPath(platform, request),
    shortcut: endpointShortcut(platform),
  })
  auditRequests(server, platform)
  for (const register of [
    healthRoutes,
    ingestRoutes,
    previewRoutes,
    queryRoutes,
    searchRoutes,
    searchValueRoutes,
    searchPatternRoutes,
    tailRoutes,
    recordingRoutes,
    datasetRoutes,
    streamRoutes,
    statusRoutes,
    verifyRoutes,
    backupRoutes,
    rebuildRoutes,
    liveRoutes,
    sourceRoutes,
    kindRoutes,
    projectRoutes,
    projectPartRoutes,
    functionRoutes,
    functionPastRoutes,
    functionDetailRoutes,
    viewRoutes,
    endpointRoutes,
    endpointListRoutes,
    functionRequestRoutes,
    rejectedRoutes,
    editFunctionRoutes,
    monitorRoutes,
    dashboardRoutes,
    dashboardQueryRoutes,
    dashboardChangeRoutes,
    dashboardLinkRoutes,
    grafanaRoutes,
    mapRoutes,
    reportRoutes,
    channelRoutes,
    qualityRoutes,
    tokenRoutes,
    roleRoutes,
    userRoutes,
    sessionRoutes,
    providerLoginRoutes,
    passkeyRoutes,
  ])
    register(server, platform)
  docsRoutes(server)
  await browserRoutes(server, platform)
  await server.ready()
  return server
}
