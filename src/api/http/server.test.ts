import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silent } from '../../lib/log.ts'
import { readProject } from '../../project/index.ts'
import { DashboardLinks } from '../../runtime/dashboards/links.ts'
import { Identities } from '../../runtime/people/identities.ts'
import { People } from '../../runtime/people/people.ts'
import { Policy } from '../../runtime/policy.ts'
import { openState, type State } from '../../runtime/state.ts'
import { Tokens } from '../../runtime/tokens.ts'
import { createServer } from './server.ts'

const Body = Type.Object(
  {
    kql: Type.String({ maxLength: 10 }),
    limit: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
    order: Type.Optional(Type.Union([Type.Literal('newest'), Type.Literal('oldest')])),
    histogram: Type.Optional(Type.Object({ buckets: Type.Integer() }, { additionalProperties: false })),
  },
  { additionalProperties: false },
)

const Optional = Type.Object({ last: Type.Optional(Type.Integer()) }, { additionalProperties: false })

const { project } = await readProject(fileURLToPath(new URL('../../../test/projects/logs', import.meta.url)), {
  environment: {},
})

let server: FastifyInstance
let state: State
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caudal-server-'))
  state = openState(folder, () => 'nobody')
  const policy = new Policy(() => project!)
  const parts = {
    tokens: new Tokens(state, policy),
    links: new DashboardLinks(state, policy),
    people: new People(state, policy),
    policy,
    installation: 'test',
  }
  server = await createServer({ identities: new Identities(parts), log: silent, version: '0' })
  server.post('/find/:place', { config: { policy: 'public' }, schema: { body: Body } }, () => ({}))
  server.post(
    '/fill/:place',
    { config: { policy: 'public', isBodyOptional: true }, schema: { body: Optional } },
    ({ body }) => ({ body }),
  )
})
afterAll(async () => {
  await server.close()
  state.close()
  await rm(folder, { recursive: true })
})

describe('a path with an escape that is none', () => {
  it.each(['/find/%ff', '/find/%', '/nowhere/%e0%a4'])('is refused in the form of all errors: %s', async (url) => {
    const response = await server.inject({ method: 'POST', url, payload: {} })
    expect([response.statusCode, response.headers['content-type']]).toEqual([400, 'application/json; charset=utf-8'])
    expect(response.json()).toEqual({
      code: 'invalid',
      message: `cannot read the path "${url}": an escape in it is no UTF-8`,
      hint: expect.stringContaining('%25'),
    })
  })
})

describe('a body that may be left out', () => {
  it('is empty then, has its form else, and is not required by the OpenAPI document', async () => {
    const ask = async (payload?: object) =>
      server.inject({ method: 'POST', url: '/fill/here', ...(payload && { payload }) })
    expect((await ask()).json()).toEqual({ body: {} })
    expect((await ask({ last: 7 })).json()).toEqual({ body: { last: 7 } })
    expect((await ask({ lst: 7 })).statusCode).toBe(400)
    expect((await server.inject({ method: 'POST', url: '/find/here' })).statusCode).toBe(400)
    const { paths } = server.swagger() as { paths: Record<string, { post: { requestBody: { required: boolean } } }> }
    expect(paths['/fill/{place}']!.post.requestBody.required).toBe(false)
    expect(paths['/find/{place}']!.post.requestBody.required).toBe(true)
  })
})

describe('a body that does not have the form', () => {
  it.each([
    [{ kql: '', limt: 1 }, 'body: unknown property "limt"', 'Did you mean "limit"?'],
    [{ kql: '', query: 'x' }, 'body: unknown property "query"', 'It takes kql, limit, order, histogram.'],
    [
      { kql: '', histogram: { buckets: 1, bucket: 1 } },
      'body.histogram: unknown property "bucket"',
      'Did you mean "buckets"?',
    ],
    [{}, 'body: expecting property "kql"', 'See /api/docs for the form.'],
    [{ kql: '', limit: 'many' }, 'body.limit: expecting an integer; got "many"', 'See /api/docs for the form.'],
    [{ kql: '', limit: -4 }, 'body.limit: expecting at least 0; got -4', 'See /api/docs for the form.'],
    [{ kql: '', limit: 101 }, 'body.limit: expecting at most 100; got 101', 'See /api/docs for the form.'],
    [
      { kql: 'x'.repeat(99) },
      `body.kql: expecting at most 10 characters; got "${'x'.repeat(58)}…`,
      'See /api/docs for the form.',
    ],
    [{ kql: '', order: 'newst' }, 'body.order: expecting "newest", "oldest"; got "newst"', 'Did you mean "newest"?'],
  ])('%j is told with what was expected', async (payload, message, hint) => {
    const answer = await server.inject({ method: 'POST', url: '/find/here', payload })
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toEqual({ code: 'invalid', message: `cannot read ${message}`, hint })
  })
})

describe('a route that is not there', () => {
  it('is told with the method that is', async () => {
    const answer = await server.inject({ method: 'GET', url: '/find/here?x=1' })
    expect(answer.statusCode).toBe(405)
    expect(answer.headers.allow).toBe('POST')
    expect(answer.json()).toMatchObject({ code: 'unsupported', message: 'cannot find "GET /find/here": use POST' })
  })

  it('is not found under any method', async () => {
    const answer = await server.inject({ method: 'GET', url: '/find/here/too' })
    expect(answer.statusCode).toBe(404)
    expect(answer.json()).toMatchObject({ message: 'cannot find "GET /find/here/too"' })
  })
})
