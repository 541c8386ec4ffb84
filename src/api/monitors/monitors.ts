/** Monitors and what they told: states, history, silences, acknowledgements. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { durationPattern, parseDuration } from '../../lib/duration.ts'
import { UserError } from '../../lib/errors.ts'
import { readMonitorDraft } from '../../project/monitors/draft.ts'
import { parsePart } from '../../project/parts/part.ts'
import type { ProjectMonitor } from '../../project/project.ts'
import { type Caller, isLimited, isNamed, scopeOf } from '../../runtime/access.ts'
import type { Platform } from '../../runtime/platform.ts'
import { abortOnClose } from '../http/abort.ts'
import { instantOf } from '../http/instant.ts'

const Group = Type.Record(Type.String(), Type.String(), {
  default: {},
  description: 'Values that a group has to have; all groups by default.',
})

const HistoryQuery = Type.Object(
  {
    since: Type.Optional(Type.String({ pattern: durationPattern, description: 'How far back; `30d` by default.' })),
    from: Type.Optional(
      Type.String({ description: 'From this time on, rather than `since`: a time, or how long ago.' }),
    ),
    to: Type.Optional(Type.String({ description: 'Until this time; now by default.' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 100 })),
  },
  { additionalProperties: false },
)

const Acknowledgement = Type.Object(
  { group: Type.Optional(Group), by: Type.Optional(Type.String({ maxLength: 100, description: 'Who knows of it.' })) },
  { additionalProperties: false },
)

const TestQuery = Type.Object(
  { last: Type.String({ pattern: durationPattern, description: 'How far back: `90d`.' }) },
  { additionalProperties: false },
)

const DraftTest = Type.Object(
  {
    definition: Type.String({
      minLength: 1,
      maxLength: 100_000,
      description: 'YAML as it stands under `monitors:`, with its name or without.',
    }),
    name: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'The name that it has to have there, as for saving it.',
      }),
    ),
    last: Type.String({ pattern: durationPattern, description: 'How far back: `90d`.' }),
    until: Type.Optional(Type.String({ description: 'Back from this time: a time, or how long ago; now by default.' })),
  },
  { additionalProperties: false },
)

const NewSilence = Type.Object(
  {
    monitor: Type.String(),
    group: Type.Optional(Group),
    for: Type.String({ pattern: durationPattern, description: 'How long nothing is told: `2h`.' }),
    comment: Type.Optional(Type.String({ maxLength: 1000, description: 'Why.' })),
  },
  { additionalProperties: false },
)

interface Named {
  Params: { monitor: string }
}

export function monitorRoutes(server: FastifyInstance, platform: Platform): void {
  const { monitors } = platform
  const read = { policy: 'read' } as const
  const edit = { policy: 'edit' } as const
  const tags = ['monitors']

  /** The monitor, when the caller may know of it; throws `not_found` or `forbidden`. */
  const visible = (caller: Caller, name: string): ProjectMonitor => {
    const monitor = monitors.monitor(name)
    if (!isVisible(caller, monitor)) throw hidden(caller, name)
    return monitor
  }

  server.get(
    '/api/monitors',
    { config: read, schema: { summary: 'Lists monitors with their states.', tags } },
    (request) => ({
      monitors: monitors.list().filter(({ name }) => isVisible(request.caller, monitors.monitor(name))),
    }),
  )

  server.get<Named & { Querystring: Static<typeof HistoryQuery> }>(
    '/api/monitors/:monitor/history',
    {
      config: read,
      schema: {
        summary: 'What became of a monitor, newest first, and its states over the time.',
        tags,
        querystring: HistoryQuery,
      },
    },
    (request) => {
      const { since = '30d', from, to, limit = 100 } = request.query
      const { name } = visible(request.caller, request.params.monitor)
      const now = Date.now()
      const until_ms = to === undefined ? now : instantOf('to', to, now).getTime()
      const from_ms = from === undefined ? until_ms - parseDuration(since) : instantOf('from', from, now).getTime()
      return { monitor: name, ...monitors.history(name, { from_ms, until_ms, limit }) }
    },
  )

  server.post<Named & { Body: Static<typeof TestQuery> }>(
    '/api/monitors/:monitor/test',
    { config: read, schema: { summary: 'What a monitor would have told in the past.', tags, body: TestQuery } },
    async (request, reply) => {
      const monitor = visible(request.caller, request.params.monitor)
      const scope = scopeOf(request.caller, await platform.datasetNames())
      const until_ms = Date.now()
      const from_ms = until_ms - parseDuration(request.body.last)
      return monitors.backTest({ monitor, from_ms, until_ms, scope, signal: abortOnClose(reply) })
    },
  )

  server.post<{ Body: Static<typeof DraftTest> }>(
    '/api/monitors/test',
    {
      config: read,
      schema: { summary: 'What a monitor that is not in the project would have told.', tags, body: DraftTest },
    },
    async (request, reply) => {
      const { definition, name, last, until } = request.body
      if (name !== undefined) parsePart(definition, name)
      const monitor = await readMonitorDraft(definition, platform.project)
      if (!isVisible(request.caller, monitor)) throw hidden(request.caller, monitor.name)
      const scope = scopeOf(request.caller, await platform.datasetNames())
      const now = Date.now()
      const until_ms = until === undefined ? now : instantOf('until', until, now).getTime()
      const from_ms = until_ms - parseDuration(last)
      return monitors.backTest({ monitor, from_ms, until_ms, scope, signal: abortOnClose(reply) })
    },
  )

  server.post<Named & { Body: Static<typeof Acknowledgement> }>(
    '/api/monitors/:monitor/ack',
    { config: edit, schema: { summary: 'Somebody knows: it is not told again.', tags, body: Acknowledgement } },
    (request) => {
      const { group = {}, by } = request.body
      const { name } = visible(request.caller, request.params.monitor)
      return { monitor: name, groups: monitors.acknowledge(name, group, by ?? request.caller.name) }
    },
  )

  server.get(
    '/api/silences',
    { config: read, schema: { summary: 'Lists silences that have not ended.', tags } },
    (request) => ({
      silences: monitors.silences().filter(({ monitor }) => {
        const declared = platform.project.monitors.get(monitor)
        return declared ? isVisible(request.caller, declared) : !isLimited(request.caller)
      }),
    }),
  )

  server.post<{ Body: Static<typeof NewSilence> }>(
    '/api/silences',
    { config: edit, schema: { summary: 'Keeps a monitor from telling for a time.', tags, body: NewSilence } },
    (request) => {
      const { monitor, group = {}, comment = '', for: duration } = request.body
      const now = Date.now()
      return monitors.silence({
        monitor: visible(request.caller, monitor).name,
        group,
        comment,
        from: new Date(now).toISOString(),
        until: new Date(now + parseDuration(duration)).toISOString(),
        created_by: request.caller.name,
      })
    },
  )

  server.delete<{ Params: { id: number } }>(
    '/api/silences/:id',
    {
      config: edit,
      schema: { summary: 'Ends a silence.', tags, params: Type.Object({ id: Type.Integer({ minimum: 0 }) }) },
    },
    (request, reply) => {
      const silence = monitors.silences().find(({ id }) => id === request.params.id)
      const declared = silence && platform.project.monitors.get(silence.monitor)
      if (declared) visible(request.caller, declared.name)
      monitors.endSilence(request.params.id)
      return reply.code(204).send()
    },
  )
}

function hidden({ name: token }: Caller, name: string): UserError {
  return new UserError('forbidden', `cannot use monitor "${name}": the token "${token}" is not for what it looks at`, {
    hint: 'Use a token that is made for its datasets, too, or one that is limited to no names.',
  })
}

/** Notices hold records: a token for some datasets sees the monitors of these. */
function isVisible(caller: Caller, { inputs }: ProjectMonitor): boolean {
  return !isLimited(caller) || (inputs.length > 0 && inputs.every((name) => isNamed(caller, name)))
}
