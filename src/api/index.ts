/** Every resource of the HTTP API. */
import type { FastifyInstance } from 'fastify'
import type { Platform } from '../runtime/platform.ts'
import { accountRoutes } from './accounts.ts'
import { auditRequests } from './audit.ts'
import { browserRoutes } from './browser.ts'
import { channelRoutes } from './channels.ts'
import { dashboardLinkRoutes } from './dashboard-links.ts'
import { dashboardQueryRoutes } from './dashboard-queries.ts'
import { dashboardRoutes } from './dashboards.ts'
import { datasetRoutes } from './datasets.ts'
import { docsRoutes } from './docs.ts'
import { endpointListRoutes } from './endpoint-list.ts'
import { endpointShortcut } from './endpoint-shortcut.ts'
import { endpointRoutes } from './endpoints.ts'
import { functionDetailRoutes } from './function-detail.ts'
import { functionPastRoutes } from './function-past.ts'
import { functionRequestRoutes } from './function-requests.ts'
import { functionRoutes } from './functions.ts'
import { grafanaRoutes } from './grafana.ts'
import { healthRoutes } from './health.ts'
import { ingestRoutes } from './ingest.ts'
import { kindRoutes } from './kinds.ts'
import { liveRoutes } from './live.ts'
import { monitorRoutes } from './monitors.ts'
import { passkeyRoutes } from './passkeys.ts'
import { previewRoutes } from './preview.ts'
import { projectRoutes } from './project.ts'
import { projectPartRoutes } from './project-parts.ts'
import { providerLoginRoutes } from './provider-login.ts'
import { qualityRoutes } from './quality.ts'
import { queryRoutes } from './query.ts'
import { recordingRoutes } from './recording.ts'
import { rejectedRoutes } from './rejected.ts'
import { resourceRoutes } from './resources.ts'
import { roleRoutes } from './roles.ts'
import { searchRoutes } from './search.ts'
import { searchValueRoutes } from './search-values.ts'
import { createServer } from './server.ts'
import { sessionRoutes } from './session.ts'
import { sourceRoutes } from './sources.ts'
import { tailRoutes } from './tail.ts'
import { userRoutes } from './users.ts'
import { viewRoutes } from './views.ts'

/** The server with all of its routes, not yet listening. */
export async function createApi(platform: Platform, tls?: { cert: string; key: string }): Promise<FastifyInstance> {
  const server = await createServer({
    identities: platform.identities,
    log: platform.log,
    version: platform.version,
    tls,
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
    tailRoutes,
    recordingRoutes,
    datasetRoutes,
    resourceRoutes,
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
    monitorRoutes,
    dashboardRoutes,
    dashboardQueryRoutes,
    dashboardLinkRoutes,
    grafanaRoutes,
    channelRoutes,
    qualityRoutes,
    accountRoutes,
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
