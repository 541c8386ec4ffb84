/** Parts of the project file: read, written anew, removed. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { type Static, Type } from 'typebox'
import { UserError } from '../../lib/errors.ts'
import type { DeclaredPart, SavedPart } from '../../model/declared-part.ts'
import { type DeclaredSection, maybeDeclaredText, optionsOf } from '../../project/declared-text.ts'
import { isSecretIn, maybePart, parsePart } from '../../project/parts/part.ts'
import { shownPart } from '../../project/parts/secrets.ts'
import { projectFile } from '../../project/project.ts'
import { projectSchema } from '../../project/schema.ts'
import { partSections } from '../../project/sections.ts'
import { type Caller, isAllowed, isLimited } from '../../runtime/access.ts'
import type { Platform } from '../../runtime/platform.ts'
import { visibleTo } from './project.ts'

interface Named {
  Params: { section: DeclaredSection; name: string }
}

const Params = Type.Object({
  section: Type.Union(partSections.map((one) => Type.Literal(one))),
  name: Type.String({ minLength: 1, maxLength: 200, description: 'The name; of an endpoint its path.' }),
})

const Match = Type.Object({
  'if-match': Type.Optional(
    Type.String({
      maxLength: 100,
      description: 'The version that is to be replaced, or `*` for any; without it there is to be none of this name.',
    }),
  ),
})

const Change = Type.Object(
  {
    declaration: Type.Optional(
      Type.Unknown({
        description: 'What it says, as its YAML would: comments of the file are kept, plain secrets move to `.env`.',
      }),
    ),
    yaml: Type.Optional(Type.String({ maxLength: 100_000, description: 'Its whole text instead: `name: …`.' })),
    dry_run: Type.Optional(Type.Boolean({ description: 'It is checked, with all else, and not written.' })),
  },
  { additionalProperties: false },
)

const edit = { policy: 'edit' } as const
const tags = ['operation']

export function projectPartRoutes(server: FastifyInstance, platform: Platform): void {
  const findFor = (caller: Caller, { section, name }: Named['Params']) => {
    const visible = visibleTo(caller, platform.project)[section]
    if (visible.has(name)) return
    throw new UserError('not_found', `cannot find "${name}" among the ${section} of the project`, {
      hint: `There are: ${[...visible.keys()].join(', ') || 'none'}.`,
    })
  }

  server.get<Named>(
    '/api/project/:section/:name',
    {
      config: edit,
      schema: {
        summary: 'A part of the project as its file writes it, with what its options mean.',
        tags,
        params: Params,
      },
    },
    async ({ caller, params }, reply): Promise<DeclaredPart> => {
      findFor(caller, params)
      const { section, name } = params
      const { folder, redact } = platform.project
      const file = await readFile(join(folder, projectFile), 'utf8')
      const part = maybePart(file, section, name)
      const isSecret = await isSecretIn(section, part?.value)
      const text = maybeDeclaredText(file, section, name, isSecret)
      if (part) reply.header('etag', `"${part.version}"`)
      schema ??= projectSchema()
      return {
        section,
        name,
        ...(text === undefined ? {} : { text: redact(text) }),
        ...(part && {
          declaration: shownPart(part.value, isSecret, redact),
          version: part.version,
        }),
        options: optionsOf(file, section, name, await schema),
      }
    },
  )

  server.put<Named & { Body: Static<typeof Change>; Headers: Static<typeof Match> }>(
    '/api/project/:section/:name',
    {
      config: edit,
      schema: {
        summary:
          'Writes a part of the project file: what is wrong with the project then is told, and nothing is written.',
        tags,
        params: Params,
        headers: Match,
        body: Change,
      },
    },
    async ({ caller, params, headers, body }, reply) => {
      requireEditor(caller)
      const { declaration, yaml, dry_run: isTrial = false } = body
      if ((declaration === undefined) === (yaml === undefined)) {
        throw new UserError('invalid', `cannot save "${params.name}": expecting either declaration or yaml`, {
          hint: 'Send what it says, or its whole text.',
        })
      }
      const wanted = yaml === undefined ? { value: declaration } : parsePart(yaml, params.name)
      return saved(
        await platform.projectFile.save({ ...changeOf(caller, params, headers), wanted, isTrial }),
        params,
        reply,
      )
    },
  )

  server.delete<Named & { Headers: Static<typeof Match> }>(
    '/api/project/:section/:name',
    {
      config: edit,
      schema: {
        summary: 'Removes a part from the project file, unless others need it.',
        tags,
        params: Params,
        headers: Match,
      },
    },
    async ({ caller, params, headers }, reply) => {
      requireEditor(caller)
      return saved(await platform.projectFile.save(changeOf(caller, params, headers)), params, reply)
    },
  )

  function saved(
    { version, applied, variables }: Awaited<ReturnType<typeof platform.projectFile.save>>,
    { section, name }: Named['Params'],
    reply: FastifyReply,
  ): SavedPart {
    if (version !== undefined) reply.header('etag', `"${version}"`)
    const problems = applied ? platform.projectProblems.map((problem) => problem.toBody()) : []
    return { section, name, ...(version === undefined ? {} : { version }), applied, variables, problems }
  }
}

/** From declarations that do not change while the process runs. */
let schema: Promise<object> | undefined

function changeOf(caller: Caller, { section, name }: Named['Params'], headers: Static<typeof Match>) {
  const version = headers['if-match']?.replace(/^(?:W\/)?"(.*)"$/, '$1')
  return { section, name, version, mayReachFar: isAllowed(caller, 'administer') }
}

/** A part may use everything, so that whoever writes one has to be somebody who may. */
export function requireEditor(caller: Caller): void {
  if (!isLimited(caller)) return
  throw new UserError('forbidden', 'cannot change the project as somebody who may not use all datasets', {
    hint: 'Ask somebody whose role has no "only".',
  })
}
