import { createApi } from '../../src/api/index.ts'
import { silent } from '../../src/lib/log.ts'
import type { Platform } from '../../src/runtime/platform.ts'
import type { ReferencePage } from './page.ts'

/** As much of JSON Schema as the routes declare. */
interface Schema {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly description?: string
}

interface Operation {
  readonly parameters?: readonly {
    readonly name: string
    readonly in: 'path' | 'query' | 'header' | 'cookie'
    readonly required?: boolean
    readonly description?: string
    readonly schema?: Schema
  }[]
  readonly requestBody?: Content & { readonly required?: boolean }
  readonly responses?: Readonly<Record<string, Content>>
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>
}

/** What the browser may ask of the API: path, query and body of each route, and its answer. */
export const apiTypesPage: ReferencePage = {
  file: '../../ui/src/client/api.gen.ts',
  async render() {
    const server = await createApi({ log: silent, version: '', tokens: undefined } as unknown as Platform)
    const paths = (server.swagger().paths ?? {}) as Record<string, Record<string, Operation>>
    await server.close()
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => routeType(`${method.toUpperCase()} ${path}`, operation)),
    )
    return `// Written by \`npm run docs\` from the routes in src/api/.
import type { Answer } from './answers.ts'

export interface Routes {
${routes.join('')}}
`
  },
}

function routeType(route: string, { parameters = [], requestBody, responses = {} }: Operation): string {
  const groups = (['path', 'query'] as const).flatMap((place) => {
    const fields = parameters.filter((parameter) => parameter.in === place)
    if (fields.length === 0) return []
    const isOptional = fields.every(({ required }) => !required)
    const types = fields.map(({ name, required, schema }) => field(name, required === true, schema ?? {}))
    return [`    ${place}${isOptional ? '?' : ''}: { ${types.join('; ')} }\n`]
  })
  const body = requestBody?.content?.['application/json']?.schema
  if (body) groups.push(`    body${requestBody?.required === false ? '?' : ''}: ${typeOf(body)}\n`)
  const success = Object.entries(responses).find(([status]) => status.startsWith('2'))
  const answer = success?.[1].content?.['application/json']?.schema
  return `  '${route}': {
${groups.join('')}    answer: ${answer ? typeOf(answer) : `Answer<'${route}'>`}
  }
`
}

function field(name: string, isRequired: boolean, schema: Schema): string {
  const comment = schema.description ? `/** ${schema.description.replaceAll('*/', '*\\/')} */ ` : ''
  return `${comment}${/^[a-z_]\w*$/i.test(name) ? name : JSON.stringify(name)}${isRequired ? '' : '?'}: ${typeOf(schema)}`
}

function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return union(schema.enum.map((value) => JSON.stringify(value)))
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return union(choices.map(typeOf))
  if (schema.allOf) return schema.allOf.map(typeOf).join(' & ')
  if (Array.isArray(schema.type)) return union(schema.type.map((type) => typeOf({ ...schema, type })))
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type
    case 'integer':
    case 'number':
      return 'number'
    case 'array':
      return `(${schema.items ? typeOf(schema.items) : 'unknown'})[]`
    case 'object':
      return objectType(schema)
    default:
      return schema.properties ? objectType(schema) : 'unknown'
  }
}

function objectType({ properties, required = [], additionalProperties, patternProperties }: Schema): string {
  const fields = Object.entries(properties ?? {}).map(([name, schema]) => field(name, required.includes(name), schema))
  if (fields.length > 0) return `{ ${fields.join('; ')} }`
  const values = Object.values(patternProperties ?? {})
  if (typeof additionalProperties === 'object') values.push(additionalProperties)
  return values.length > 0 ? `Record<string, ${union(values.map(typeOf))}>` : 'Record<string, unknown>'
}

function union(types: readonly string[]): string {
  return [...new Set(types)].join(' | ')
}
