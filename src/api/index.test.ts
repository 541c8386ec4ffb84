import { expect, it } from 'vitest'
import { silent } from '../lib/log.ts'
import type { Platform } from '../runtime/platform.ts'
import { createApi } from './index.ts'

/** What browsers and other programs make, and what is checked by more than a schema. */
const open = [
  /^put \/api\/dashboards\/\{dashboard\} dashboard$/,
  /^post \/api\/dashboards\/\{dashboard\}\/check dashboard$/,
  /^post \/api\/import\/grafana dashboard$/,
  /^post \/api\/dashboards\/query (queries|annotations)/,
  /^post \/api\/session\/passkey/,
]

/** The objects in a schema that take any property, by their paths in the body. */
function* openObjects(schema: object, path: string): Generator<string> {
  const { type, properties, additionalProperties } = schema as Record<string, unknown>
  if (type === 'object' && properties && additionalProperties !== false) yield path
  for (const [name, part] of Object.entries(schema)) {
    const isStep = ['properties', 'anyOf', 'items', 'additionalProperties'].includes(name) || /^\d+$/.test(name)
    if (typeof part === 'object' && part !== null) yield* openObjects(part, isStep ? path : `${path} ${name}`)
  }
}

it('refuses what no route reads, inside the parts of bodies, too', async () => {
  // The routes are only described: no handler runs, so that nothing of a platform is needed.
  const server = await createApi({ log: silent, version: '', tokens: undefined } as unknown as Platform)
  const paths = Object.entries(server.swagger().paths ?? {}) as [string, Record<string, { requestBody?: object }>][]
  await server.close()
  const found = paths.flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody }]) => {
      const content = (requestBody as { content?: Record<string, { schema?: object }> } | undefined)?.content ?? {}
      const schema = content['application/json']?.schema
      return schema ? [...openObjects(schema, `${method} ${path}`)] : []
    }),
  )
  expect(found.filter((place) => !open.some((known) => known.test(place)))).toEqual([])
})
