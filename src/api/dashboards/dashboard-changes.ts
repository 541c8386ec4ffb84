/** Tells whoever looks at a dashboard when it is worth to ask again, so that nobody has to ask whether it is. */
import type { FastifyInstance } from 'fastify'
import { sleep } from '../../lib/sleep.ts'
import { isDashboardVisible, seesAllRows } from '../../runtime/dashboards/access.ts'
import type { Platform } from '../../runtime/platform.ts'
import { EventStream } from '../http/event-stream.ts'

/** No two events come nearer to one another. */
const least_ms = 1000
/** Time goes on where no record comes: what is shown of the last hour moves, too. */
const most_ms = 15_000
/** Who sees only some of the rows is not told when others come. */
const ofSome_ms = 5000

export function dashboardChangeRoutes(server: FastifyInstance, platform: Platform): void {
  server.get<{ Params: { dashboard: string } }>(
    '/api/dashboards/:dashboard/changes',
    {
      config: { policy: 'view', isScoped: true },
      schema: {
        summary:
          'Tells when what a dashboard reads has changed: one server-sent event, a second at least from the next.',
        description: 'Its data is the time. Without any change there is one every 15 seconds.',
        tags: ['dashboards'],
      },
    },
    async (request, reply) => {
      const { caller, params } = request
      const find = () => platform.dashboards.find(params.dashboard, (one) => isDashboardVisible(caller, one))
      const versions = () => {
        const { inputs } = find()
        // For who sees only some of the rows, the time in the place of the versions.
        return seesAllRows(caller)
          ? platform.reader.versions(inputs).join(' ')
          : String(Math.floor(Date.now() / ofSome_ms))
      }
      let [seen, told_ms] = [versions(), Date.now()]
      const events = new EventStream(platform, request, reply)
      try {
        while (!events.signal.aborted) {
          await sleep(least_ms, events.signal)
          const now = versions()
          if (now === seen && Date.now() - told_ms < most_ms) continue
          seen = now
          told_ms = Date.now()
          if (!(await events.send([new Date(told_ms).toISOString()]))) break
        }
      } finally {
        events.end()
      }
    },
  )
}
