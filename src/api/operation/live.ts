/** How everything fares, pushed to whoever looks: one computation a second for all of them. */
import type { FastifyInstance } from 'fastify'
import type { LiveReport } from '../../model/live-report.ts'
import { type Caller, isLimited, isNamed } from '../../runtime/access.ts'
import { Live } from '../../runtime/live.ts'
import type { Platform } from '../../runtime/platform.ts'
import { EventStream } from '../http/event-stream.ts'
import { statusFor } from './status-scope.ts'

export function liveRoutes(server: FastifyInstance, platform: Platform): void {
  const live = new Live(platform)
  server.get(
    '/api/live',
    {
      config: { policy: 'read' },
      schema: {
        summary: 'How everything fares, and how fast: one server-sent event a second.',
        description: 'The first event has the last minutes, each later one what is new.',
        tags: ['operation'],
      },
    },
    (request, reply) => {
      const { caller } = request
      const events = new EventStream(platform, request, reply)
      let isFirst = true
      live.listen((report, whole) => {
        // Who reads too slowly begins anew with all of it.
        if (events.isBehind) {
          isFirst = true
          return
        }
        const shown = isFirst ? whole() : report
        isFirst = false
        const text = isLimited(caller) ? JSON.stringify(visibleTo(caller, shown)) : textOf(shown)
        void events.send([text]).then((isSame) => isSame || events.end())
      }, events.signal)
      events.signal.addEventListener('abort', () => events.end(), { once: true })
    },
  )
}

/** The same report to many is written once. */
const texts = new WeakMap<LiveReport, string>()

function textOf(report: LiveReport): string {
  const known = texts.get(report)
  if (known !== undefined) return known
  const text = JSON.stringify(report)
  texts.set(report, text)
  return text
}

/** What streams and datasets of theirs do, and nothing of the others. */
function visibleTo(caller: Caller, { time, project, status, series, views }: LiveReport): LiveReport {
  const isVisible = (id: string) => {
    const [, name = ''] = /^(?:stream|rejected|dataset|lag:dataset):(.*)$/.exec(id) ?? []
    return name !== '' && isNamed(caller, name)
  }
  return {
    time,
    project,
    status: statusFor(caller, status),
    monitors: [],
    views: views.filter(({ name }) => isNamed(caller, name)),
    series: Object.fromEntries(Object.entries(series).filter(([id]) => isVisible(id))),
  }
}
