/** Sources: a pause, and its end. */
import type { FastifyInstance } from 'fastify'
import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import type { SourceReport } from '../../model/status-report.ts'
import type { ProjectSource } from '../../project/project.ts'
import { type Caller, isNamed, requireName } from '../../runtime/access.ts'
import type { Platform } from '../../runtime/platform.ts'

interface Named {
  Params: { source: string }
}

type Answer = { readonly source: string } & SourceReport

export function sourceRoutes(server: FastifyInstance, platform: Platform): void {
  const edit = { policy: 'edit' } as const
  const tags = ['operation']

  const declaredOf = (caller: Caller, name: string): ProjectSource => {
    const { sources } = platform.project
    const declared = sources.get(name)
    if (declared) {
      requireName(caller, 'stream', declared.to)
      return declared
    }
    const names = [...sources.values()].filter(({ to }) => isNamed(caller, to)).map((each) => each.name)
    throw new UserError('not_found', `cannot find source "${name}"`, {
      hint: didYouMean(name, names) ?? (names.length > 0 ? `The sources are: ${names.join(', ')}.` : 'There are none.'),
    })
  }
  const answerOf = (name: string): Answer => ({ source: name, ...platform.pipeline.sources.get(name)!.status })

  server.post<Named>(
    '/api/sources/:source/pause',
    {
      config: edit,
      schema: {
        summary: 'Keeps a source from bringing records in until it is told to go on, over restarts, too.',
        tags,
      },
    },
    async (request): Promise<Answer> => {
      const source = declaredOf(request.caller, request.params.source)
      await platform.pipeline.pauseSource(source, request.caller.name)
      return answerOf(source.name)
    },
  )

  server.post<Named>(
    '/api/sources/:source/resume',
    { config: edit, schema: { summary: 'Lets a source go on where it was.', tags } },
    async (request): Promise<Answer> => {
      const source = declaredOf(request.caller, request.params.source)
      await platform.pipeline.resumeSource(source)
      return answerOf(source.name)
    },
  )
}
