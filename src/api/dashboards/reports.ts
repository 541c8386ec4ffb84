/** Reports: what is sent when, one as it would be now, and sent at once. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { httpStatus, UserError } from '../../lib/errors.ts'
import { paperFormats } from '../../model/paper.ts'
import { type Caller, isLimited } from '../../runtime/access.ts'
import type { Platform } from '../../runtime/platform.ts'
import { abortOnClose } from '../http/abort.ts'

const FileQuery = Type.Object(
  {
    format: Type.Optional(
      Type.Union(
        paperFormats.map((format) => Type.Literal(format)),
        { description: 'Another format than its own.' },
      ),
    ),
  },
  { additionalProperties: false },
)

const deliveryStates = ['waiting', 'sent', 'dead', 'discarded'] as const

const Code = Type.String({ enum: [...Object.keys(httpStatus), 'internal'] })

const Report = Type.Object({
  name: Type.String(),
  dashboard: Type.String(),
  title: Type.String(),
  channel: Type.String(),
  format: Type.Union(paperFormats.map((format) => Type.Literal(format))),
  tenant: Type.Optional(Type.String({ description: 'The client company whose rows it shows.' })),
  schedule: Type.String({ description: 'A cron expression, or every <duration>.' }),
  timezone: Type.String(),
  next: Type.Optional(Type.String({ description: 'When it is due. ISO 8601.' })),
  last: Type.Optional(Type.String({ description: 'When it was given to its channel.' })),
  error: Type.Optional(
    Type.Object(
      { code: Code, message: Type.String(), hint: Type.Optional(Type.String()) },
      { description: 'Why it could not be made, while that is so.' },
    ),
  ),
  delivery: Type.Optional(
    Type.Object(
      {
        notice: Type.String(),
        channel: Type.String(),
        state: Type.Union(deliveryStates.map((state) => Type.Literal(state))),
        attempts: Type.Integer(),
        created: Type.String(),
        error: Type.Optional(Type.String()),
      },
      { description: 'What became of the last one that its channel was given.' },
    ),
  ),
})

interface Named {
  Params: { report: string }
}

export function reportRoutes(server: FastifyInstance, platform: Platform): void {
  const { reports } = platform
  const config = { policy: 'edit' } as const
  const tags = ['dashboards']

  server.get(
    '/api/reports',
    {
      config,
      schema: {
        summary: 'Lists the dashboards that are sent on a schedule.',
        tags,
        response: { 200: Type.Object({ reports: Type.Array(Report) }) },
      },
    },
    ({ caller }) => {
      requireAll(caller)
      return { reports: reports.list() }
    },
  )

  server.get<Named & { Querystring: Static<typeof FileQuery> }>(
    '/api/reports/:report/file',
    { config, schema: { summary: 'A report as it would be sent now.', tags, querystring: FileQuery } },
    async ({ caller, params, query }, reply) => {
      requireAll(caller)
      const { name, type, bytes } = await reports.draw(reports.find(params.report), abortOnClose(reply), query.format)
      return reply.type(type).header('content-disposition', `attachment; filename="${name}"`).send(bytes)
    },
  )

  server.post<Named>(
    '/api/reports/:report/send',
    {
      config: { ...config, isBodyOptional: true },
      schema: {
        summary: 'Draws a report and gives it to its channel.',
        tags,
        response: { 200: Type.Object({ channel: Type.String(), notice: Type.String() }) },
      },
    },
    async ({ caller, params }, reply) => {
      requireAll(caller)
      const report = reports.find(params.report)
      return { channel: report.channel, notice: await reports.send(report, abortOnClose(reply)) }
    },
  )
}

/** A report shows rows of whoever it is for. */
function requireAll(caller: Caller): void {
  if (!isLimited(caller)) return
  throw new UserError('forbidden', `cannot use reports: "${caller.name}" is for some datasets only`, {
    hint: 'Ask as somebody who is limited neither to names nor to values.',
  })
}
