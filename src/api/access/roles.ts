/** What accounts may be given: roles, and the client companies of the project. */
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { Platform } from '../../runtime/platform.ts'
import { Permission } from './person.ts'

const Roles = Type.Object({
  roles: Type.Array(
    Type.Object({
      name: Type.String(),
      may: Type.Array(Permission),
      only: Type.Optional(Type.Array(Type.String(), { description: 'The names that it is for; all by default.' })),
      tenant: Type.Optional(
        Type.Literal('required', { description: 'It is given to people and tokens of a company only.' }),
      ),
      built_in: Type.Boolean({ description: 'Every project has it.' }),
    }),
  ),
})

const Tenants = Type.Object({
  tenants: Type.Array(Type.Object({ name: Type.String(), title: Type.Optional(Type.String()) })),
})

export function roleRoutes(server: FastifyInstance, platform: Platform): void {
  const config = { policy: 'administer' } as const
  const tags = ['access']
  server.get(
    '/api/roles',
    {
      config,
      schema: { summary: 'Lists roles: those that every project has, and its own.', tags, response: { 200: Roles } },
    },
    () => ({ roles: platform.policy.roles() }),
  )
  server.get(
    '/api/tenants',
    { config, schema: { summary: 'Lists the client companies of the project.', tags, response: { 200: Tenants } } },
    () => ({ tenants: platform.policy.tenants() }),
  )
}
