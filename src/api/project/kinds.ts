/** The kinds of sources with their declarations, from which forms are made; and a look at what one would bring. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import type { KindReport, SourceTrial } from '../../model/source-trial.ts'
import { sourceKinds } from '../../project/sources/kinds.ts'
import { isAllowed } from '../../runtime/access.ts'
import type { Platform } from '../../runtime/platform.ts'
import { abortOnClose } from '../http/abort.ts'
import { requireEditor } from './project-parts.ts'

const Trial = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200, description: 'What it is to be called.' }),
    declaration: Type.Unknown({ description: 'What it says, as its YAML would.' }),
  },
  { additionalProperties: false },
)

export function kindRoutes(server: FastifyInstance, platform: Platform): void {
  const config = { policy: 'edit' } as const

  server.get(
    '/api/kinds/sources',
    { config, schema: { summary: 'The types of sources, each with its options as JSON Schema.', tags: ['operation'] } },
    async (): Promise<{ kinds: KindReport[] }> => ({ kinds: await sourceKinds() }),
  )

  server.post<{ Body: Static<typeof Trial> }>(
    '/api/sources/test',
    {
      config,
      schema: {
        summary: 'Opens a source that is not in the project for its first ten records; nothing is stored or moved.',
        tags: ['operation'],
        body: Trial,
      },
    },
    async ({ caller, body: { name, declaration } }, reply): Promise<SourceTrial> => {
      requireEditor(caller)
      const { sources, redact } = await platform.projectFile.draft({
        section: 'sources',
        name,
        wanted: { value: declaration },
        mayReachFar: isAllowed(caller, 'administer'),
      })
      const trial = await platform.pipeline.trySource(sources.get(name)!, abortOnClose(reply))
      return JSON.parse(redact(JSON.stringify(trial))) as SourceTrial
    },
  )
}
