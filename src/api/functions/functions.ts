/** Functions: how they fare, and a run by hand. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import type { FunctionReport, FunctionStart } from '../../model/status-report.ts'
import type { ProjectFunction } from '../../project/project.ts'
import { isNamed, requireName } from '../../runtime/access.ts'
import { TriggeredRun } from '../../runtime/functions/triggers/triggered-run.ts'
import type { Platform } from '../../runtime/platform.ts'

const Run = Type.Object(
  {
    file: Type.Optional(
      Type.String({ minLength: 1, description: 'Of a function that is given files: which one, in the project.' }),
    ),
  },
  { additionalProperties: false },
)

/** How long whoever starts a run by hand waits to hear what became of it. */
const patience_ms = 30_000

export function functionRoutes(server: FastifyInstance, platform: Platform): void {
  server.get(
    '/api/functions',
    {
      config: { policy: 'read' },
      schema: { summary: 'Lists functions: invocations, errors, time, cold starts, lag.', tags: ['operation'] },
    },
    (request): { functions: (FunctionReport & { readonly name: string })[] } => ({
      // Who may see the stream that a function reads may see how it fares.
      functions: [...platform.pipeline.functions]
        .filter(([, { on }]) => isNamed(request.caller, on))
        .map(([name, { report }]) => ({ name, ...report })),
    }),
  )

  server.post<{ Params: { function: string }; Body: Static<typeof Run> }>(
    '/api/functions/:function/run',
    {
      config: { policy: 'edit', isBodyOptional: true },
      schema: {
        summary: 'Runs a function now that runs at times or on files; behind the run under way, if there is one.',
        description:
          'Answered when it has run: `done`, or `rejected` when it failed; `queued` when that takes more than half a minute.',
        tags: ['operation'],
        body: Run,
      },
    },
    async (request): Promise<FunctionStart> => {
      const { function: name } = request.params
      const declared = declaredOf(platform, name)
      requireName(request.caller, 'stream', declared.on)
      const event = eventOf(declared, request.body.file)
      const run = platform.pipeline.functions.get(name)
      if (!(run instanceof TriggeredRun)) {
        throw new UserError('unavailable', `cannot run function "${name}": it is being replaced`, {
          hint: 'Try it again in a second.',
        })
      }
      return { function: name, state: await run.start(event, patience_ms, platform.stopping) }
    },
  )
}

export function declaredOf({ project }: Platform, name: string): ProjectFunction {
  const declared = project.functions.get(name)
  if (declared) return declared
  const names = [...project.functions.keys()]
  throw new UserError('not_found', `cannot find function "${name}"`, {
    hint: didYouMean(name, names) ?? 'Look for its name in the list of functions.',
  })
}

/** What a run by hand is given. */
function eventOf({ name, trigger, on }: ProjectFunction, file: string | undefined): object {
  if (file !== undefined && trigger.kind !== 'file') {
    throw new UserError('invalid', `cannot give function "${name}" a file: it runs on no files`, {
      hint: 'Leave the file out.',
    })
  }
  switch (trigger.kind) {
    case 'schedule':
      return { at: new Date().toISOString(), occasion: 'manual' }
    case 'file':
      if (file !== undefined) return { path: file }
      throw new UserError('invalid', `cannot run function "${name}": expecting a file`, {
        hint: `Name a "file" of ${trigger.patterns.join(', ')}.`,
      })
    case 'http':
      throw new UserError('invalid', `cannot run function "${name}" by hand: it answers requests`, {
        hint: `Send it one: ${trigger.methods[0]} ${on}`,
      })
    case 'stream':
      throw new UserError('invalid', `cannot run function "${name}" by hand: it reads the stream "${on}"`, {
        hint: 'Send records to the stream.',
      })
  }
}
