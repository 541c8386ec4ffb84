import { createApi } from '../../src/api/index.ts'
import { silent } from '../../src/lib/log.ts'
import type { Platform } from '../../src/runtime/platform.ts'
import { code, generated, type ReferencePage, table } from './page.ts'

interface Operation {
  readonly summary?: string
  readonly description?: string
  readonly parameters?: readonly { readonly name: string; readonly description?: string }[]
  readonly requestBody?: {
    readonly required?: boolean
    readonly content?: Readonly<Record<string, { readonly schema?: object }>>
  }
}

export const httpApiPage: ReferencePage = {
  file: 'http-api.md',
  async render() {
    // The routes are only described: no handler runs, so that nothing of a platform is needed.
    const server = await createApi({ log: silent, version: '', tokens: undefined } as unknown as Platform)
    const paths = (server.swagger().paths ?? {}) as Record<string, Record<string, Operation>>
    await server.close()
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => partOf(method, path, operation)),
    )
    return `${generated}# HTTP API

Send \`Authorization: Bearer <token>\`; \`/health\`, \`/ready\` and \`/api/docs\` need none. Errors are \`{ code, message, at, hint }\` with the
status of their [code](errors.md). A running project describes itself at \`/api/docs\` and \`/api/openapi.json\`.

${operations.join('\n')}`
  },
}

function partOf(
  method: string,
  path: string,
  { summary, description, parameters = [], requestBody }: Operation,
): string {
  const schema = requestBody?.content?.['application/json']?.schema
  const rows = parameters.map(({ name, description }) => [`\`${name}\``, description ?? ''])
  return `## ${method.toUpperCase()} ${path}

${summary ?? ''}${description ? ` ${description}` : ''}

${rows.length > 0 ? `${table(['parameter', 'meaning'], rows)}\n` : ''}${requestBody?.required === false ? 'The body may be left out.\n\n' : ''}${schema ? code('json', JSON.stringify(schema, null, 2)) : ''}`
}
