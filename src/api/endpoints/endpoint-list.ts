/** The project's endpoints as they are declared, and how each fares. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { UserError } from '../../lib/errors.ts'
import type { EndpointDetail, ParameterReport } from '../../model/endpoint-report.ts'
import type { EndpointParameter } from '../../project/endpoints/parameters.ts'
import { pathParameters } from '../../project/endpoints/path.ts'
import type { ProjectEndpoint, Rate } from '../../project/project.ts'
import { type Caller, isAllowed, isLimited, isNamed } from '../../runtime/access.ts'
import { latencyBounds_ms } from '../../runtime/endpoints/usage.ts'
import type { Platform } from '../../runtime/platform.ts'
import { instantOf } from '../http/instant.ts'

const LatencyQuery = Type.Object(
  {
    endpoint: Type.String({ description: 'Its path, as the project writes it.' }),
    since: Type.String({ default: '1d', description: 'ISO 8601, or a duration back from now: `7d`.' }),
  },
  { additionalProperties: false },
)

const Latency = Type.Object({
  points: Type.Array(
    Type.Object(
      {
        time: Type.String({ description: 'When these minutes begin. ISO 8601.' }),
        minutes: Type.Integer(),
        requests: Type.Integer(),
        p50_ms: Type.Number(),
        p95_ms: Type.Number(),
        p99_ms: Type.Number(),
      },
      { description: 'Minutes without requests have none; of old ones, many are one.' },
    ),
  ),
})

export function endpointListRoutes(server: FastifyInstance, platform: Platform): void {
  server.get(
    '/api/endpoints',
    {
      config: { policy: 'read' },
      schema: {
        summary: 'Lists endpoints: what they take and answer, how often they were asked, how long they took.',
        tags: ['operation'],
      },
    },
    ({ caller }): { endpoints: EndpointDetail[] } => ({
      endpoints: platform.endpoints.all
        .filter(({ name }) => isNamed(caller, name))
        .map((endpoint) => detailOf(endpoint, platform, caller))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    }),
  )

  server.get<{ Querystring: Static<typeof LatencyQuery> }>(
    '/api/endpoints/latency',
    {
      config: { policy: 'read' },
      schema: {
        summary: 'How long an endpoint took over time: percentiles by the bound of the bucket of its histogram.',
        tags: ['operation'],
        querystring: LatencyQuery,
        response: { 200: Latency },
      },
    },
    ({ caller, query: { endpoint, since } }) => {
      if (!isNamed(caller, endpoint) || !platform.endpoints.all.some(({ name }) => name === endpoint)) {
        throw new UserError('not_found', `cannot find endpoint "${endpoint}"`, {
          hint: 'See which there are: GET /api/endpoints.',
        })
      }
      const now = Date.now()
      return { points: platform.latencies.of(endpoint, instantOf('since', since, now).getTime(), now) }
    },
  )
}

function detailOf(endpoint: ProjectEndpoint, { endpoints }: Platform, caller: Caller): EndpointDetail {
  const { name, summary, isPublic, params, formats, one, pages, limit, rates, cors, scope, inputs, sql } = endpoint
  const mayRead = !isLimited(caller) && inputs.every((input) => isNamed(caller, input))
  const usage = endpoints.usageOf(name)
  return {
    name,
    ...(summary === undefined ? {} : { summary }),
    public: isPublic,
    params: params.map((parameter) => parameterOf(parameter, name)),
    formats,
    one,
    pages,
    limit,
    rate: rates.map(rateText),
    cors,
    inputs: inputs.filter((input) => isNamed(caller, input)),
    ...(mayRead ? { sql, ...(scope === undefined ? {} : { scope }) } : {}),
    usage: {
      ...usage.report(),
      statuses: Object.fromEntries(usage.statuses),
      latency: usage.latency.buckets.map((count, i) => {
        const to_ms = latencyBounds_ms[i]
        return { ...(to_ms === undefined ? {} : { to_ms }), count }
      }),
    },
    // Addresses and names of others.
    ...(isAllowed(caller, 'administer') ? { quotas: endpoints.rates.used(name) } : {}),
  }
}

function parameterOf(parameter: EndpointParameter, path: string): ParameterReport {
  const { name, type, isRequired, description, values, min, max, default: standard } = parameter
  const isInPath = pathParameters(path).includes(name)
  return {
    name,
    in: isInPath ? 'path' : 'query',
    type,
    required: isInPath || isRequired,
    ...(standard === undefined ? {} : { default: String(standard) }),
    ...(values ? { values: values.map(String) } : {}),
    ...(min === undefined ? {} : { min: String(min) }),
    ...(max === undefined ? {} : { max: String(max) }),
    ...(description === undefined ? {} : { description }),
  }
}

function rateText({ most, window_ms }: Rate): string {
  return `${most}/${{ 1000: 's', 60000: 'm', 3600000: 'h' }[window_ms] ?? 'd'}`
}
