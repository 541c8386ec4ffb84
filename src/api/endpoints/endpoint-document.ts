/** OpenAPI of what the project publishes, from its own declarations. */
import { mediaTypes } from '../../model/result-format.ts'
import type { EndpointParameter } from '../../project/endpoints/parameters.ts'
import { pathParameters } from '../../project/endpoints/path.ts'
import type { ProjectEndpoint, ProjectFunction } from '../../project/project.ts'

const error = {
  type: 'object',
  required: ['code', 'message'],
  properties: { code: { type: 'string' }, message: { type: 'string' }, hint: { type: 'string' } },
}

export function endpointDocument(
  project: string,
  endpoints: readonly ProjectEndpoint[],
  functions: readonly ProjectFunction[],
): object {
  const paths: Record<string, object> = Object.fromEntries(
    endpoints.map((endpoint) => [endpoint.name, { get: operationOf(endpoint) }]),
  )
  for (const each of functions) paths[each.on] = { ...paths[each.on], ...requestOperations(each) }
  return {
    openapi: '3.1.0',
    info: { title: project, version: '1', description: `What the project "${project}" publishes.` },
    components: {
      schemas: { Error: error },
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
    paths,
  }
}

function operationOf(endpoint: ProjectEndpoint): object {
  const row = { type: 'object' }
  const content = endpoint.formats.map((format) => {
    const schema = format === 'json' ? (endpoint.one ? row : { type: 'array', items: row }) : undefined
    return [mediaTypes[format].split(';')[0]!, schema ? { schema } : {}] as const
  })
  const hasNotFound = endpoint.one || endpoint.notFound !== undefined
  return {
    summary: endpoint.summary ?? `Answers ${endpoint.name}.`,
    parameters: [...endpoint.params.map((each) => parameterOf(each, endpoint)), ...pageParameters(endpoint)],
    security: endpoint.isPublic ? [] : [{ token: [] }],
    responses: {
      200: { description: endpoint.one ? 'The row.' : 'The rows.', content: Object.fromEntries(content) },
      304: { description: 'The same as with the entity tag of If-None-Match.' },
      400: failure('A parameter is wrong.'),
      ...(endpoint.isPublic
        ? {}
        : { 401: failure('There is no valid token.'), 403: failure('The token is not for it.') }),
      ...(endpoint.rates.length > 0 ? { 429: failure('Too many requests; Retry-After says when to come again.') } : {}),
      ...(hasNotFound ? { 404: failure('There is no such row.') } : {}),
    },
  }
}

function failure(description: string): object {
  return { description, content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } }
}

/** By method, what a function answers; only its code knows more. */
function requestOperations({ name, on, trigger }: ProjectFunction): Record<string, object> {
  if (trigger.kind !== 'http') return {}
  const isPublic = trigger.access === 'public'
  const inPath = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } })
  const operation = {
    summary: `Is answered by the function ${name}.`,
    parameters: pathParameters(on).map(inPath),
    security: isPublic ? [] : [{ token: [] }],
    responses: {
      default: { description: 'What the function answers.' },
      ...(isPublic ? {} : { 401: failure('There is no valid token.'), 403: failure('The token is not for it.') }),
      413: failure(`The body is longer than ${trigger.body_bytes} bytes.`),
      429: failure('Too many requests wait; Retry-After says when to come again.'),
      500: failure('The function failed; the log has the reason by the id of the request.'),
      504: failure('The function took too long.'),
    },
  }
  const body = { content: { '*/*': { schema: {} } } }
  return Object.fromEntries(
    trigger.methods.map((method) => [
      method.toLowerCase(),
      method === 'GET' ? operation : { ...operation, requestBody: body },
    ]),
  )
}

function parameterOf(parameter: EndpointParameter, { name: path }: ProjectEndpoint): object {
  const { name, isRequired, description } = parameter
  const isInPath = pathParameters(path).includes(name)
  return {
    name,
    in: isInPath ? 'path' : 'query',
    required: isInPath || isRequired,
    ...(description === undefined ? {} : { description }),
    schema: schemaOf(parameter),
  }
}

function schemaOf({ type, values, min, max, default: standard }: EndpointParameter): object {
  const isText = type === 'text'
  const form = {
    integer: { type: 'integer', format: 'int64' },
    number: { type: 'number' },
    text: { type: 'string' },
    boolean: { type: 'boolean' },
    date: { type: 'string', format: 'date' },
    timestamp: { type: 'string', format: 'date-time' },
  }[type]
  return {
    ...form,
    ...(values ? { enum: values } : {}),
    ...(min === undefined ? {} : { [isText ? 'minLength' : 'minimum']: min }),
    ...(max === undefined ? {} : { [isText ? 'maxLength' : 'maximum']: max }),
    ...(standard === undefined ? {} : { default: standard }),
  }
}

function pageParameters({ pages, limit, formats, params }: ProjectEndpoint): object[] {
  const integer = (name: string, description: string, schema: object) => ({
    name,
    in: 'query',
    required: false,
    description,
    schema: { type: 'integer', ...schema },
  })
  return [
    ...(pages
      ? [
          integer('limit', 'The most rows of the page.', { minimum: 1, maximum: limit, default: limit }),
          integer('offset', 'How many rows come before it.', { minimum: 0, default: 0 }),
        ]
      : []),
    ...(formats.length > 1 && !params.some(({ name }) => name === 'format')
      ? [{ name: 'format', in: 'query', required: false, schema: { type: 'string', enum: formats } }]
      : []),
  ]
}
