/** Links to dashboards for those who have no account: made, listed without their secret, revoked. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { durationPattern, parseDuration } from '../../lib/duration.ts'
import { UserError } from '../../lib/errors.ts'
import type { Platform } from '../../runtime/platform.ts'
import { choicesOf, dashboardFilters, filtersOf } from './dashboard-choices.ts'

const variables = Type.Record(Type.String(), Type.Unknown(), {
  default: {},
  description: 'What is chosen for these, and cannot be chosen otherwise: a text, a list of texts, or null for all.',
})

const NewLink = Type.Object(
  {
    dashboard: Type.String({ description: 'Its name.' }),
    title: Type.String({ minLength: 1, maxLength: 200, description: 'For whom it is.' }),
    expires: Type.String({
      pattern: durationPattern,
      default: '30d',
      description: 'After this time it is not valid any more.',
    }),
    tenant: Type.Optional(Type.String({ description: 'The client company whose rows it shows.' })),
    filters: dashboardFilters('Only these rows are shown; a dataset without such a field shows none.'),
    variables,
    embed: Type.Array(Type.String({ pattern: '^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?$' }), {
      default: [],
      maxItems: 20,
      description: 'The sites whose pages may show it in a frame: `https://example.org`; none by default.',
    }),
  },
  { additionalProperties: false },
)

const Link = Type.Object({
  id: Type.String(),
  dashboard: Type.String(),
  title: Type.String(),
  tenant: Type.Optional(Type.String()),
  filters: Type.Array(Type.Object({ field: Type.String(), value: Type.Unknown(), not: Type.Optional(Type.Boolean()) })),
  variables: Type.Record(Type.String(), Type.Unknown()),
  embed: Type.Array(Type.String()),
  created_by: Type.String(),
  created: Type.String({ description: 'ISO 8601.' }),
  expires: Type.String(),
  last_used: Type.Optional(Type.String()),
})

export function dashboardLinkRoutes(server: FastifyInstance, platform: Platform): void {
  const { links, dashboards } = platform
  const config = { policy: 'administer' } as const
  const tags = ['dashboards', 'access']

  server.get(
    '/api/links',
    {
      config,
      schema: {
        summary: 'Lists the links to dashboards, the latest first.',
        tags,
        response: { 200: Type.Object({ links: Type.Array(Link) }) },
      },
    },
    () => ({ links: links.list() as unknown as Static<typeof Link>[] }),
  )

  server.post<{ Body: Static<typeof NewLink> }>(
    '/api/links',
    {
      config,
      schema: {
        summary: 'Makes a link by which whoever has it sees a dashboard; it is shown only now.',
        tags,
        body: NewLink,
        response: {
          200: Type.Object({ path: Type.String({ description: 'Behind the address of Caudal.' }), link: Link }),
        },
      },
    },
    ({ caller, body }) => {
      const { dashboard, title, tenant, expires, embed } = body
      const found = dashboards.find(dashboard, () => true)
      const fixed = choicesOf(body.variables)
      const unknown = Object.keys(fixed).find((name) => !Object.hasOwn(found.dashboard.variables, name))
      if (unknown !== undefined) {
        throw new UserError('invalid', `cannot make link: dashboard "${dashboard}" has no variable "${unknown}"`, {
          hint: 'Leave it out, or correct its name.',
        })
      }
      const { secret, info } = links.create({
        dashboard,
        title,
        tenant,
        filters: filtersOf(body.filters),
        variables: fixed,
        embed,
        expires_ms: parseDuration(expires),
        by: caller.name,
      })
      // The secret stands behind #, so that no server and no proxy writes it down.
      return { path: `/ui/shared/${info.id}#${secret}`, link: info as unknown as Static<typeof Link> }
    },
  )

  server.delete<{ Params: { id: string } }>(
    '/api/links/:id',
    { config, schema: { summary: 'Revokes a link at once.', tags } },
    (request, reply) => {
      links.revoke(request.params.id)
      return reply.code(204).send()
    },
  )
}
