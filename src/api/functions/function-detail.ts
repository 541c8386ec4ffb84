/** One function: what it is made of, and its cases, run where somebody asks for it. */
import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { UserError } from '../../lib/errors.ts'
import { differenceOf } from '../../lib/line-difference.ts'
import type { FunctionCase, FunctionCaseResult, FunctionDetail, FunctionVersion } from '../../model/function-detail.ts'
import { type FunctionTestCase, readFunctionCases } from '../../project/functions/cases.ts'
import type { Project, ProjectFunction } from '../../project/project.ts'
import { type Caller, isNamed, requireName } from '../../runtime/access.ts'
import { testFunctions } from '../../runtime/functions/trial/index.ts'
import { mostSource_chars, version_chars } from '../../runtime/functions/versions.ts'
import type { Platform } from '../../runtime/platform.ts'
import { declaredOf } from './functions.ts'

interface Named {
  Params: { function: string }
}

const Between = Type.Object(
  {
    before: Type.String({ description: 'The version that it is compared with.' }),
    after: Type.String({ description: 'The version that is compared.' }),
  },
  { additionalProperties: false },
)

const Difference = Type.Object({
  lines: Type.Array(
    Type.Object({
      sign: Type.Union([Type.Literal(' '), Type.Literal('-'), Type.Literal('+')], {
        description: 'In both, in the one before only, in the one after only.',
      }),
      line: Type.String(),
    }),
  ),
})

export function functionDetailRoutes(server: FastifyInstance, platform: Platform): void {
  const config = { policy: 'edit' } as const
  const tags = ['operation']
  const running = new Set<string>()

  server.get<Named>(
    '/api/functions/:function',
    { config, schema: { summary: 'What a function is made of: its source or steps, and its cases.', tags } },
    async ({ caller, params }): Promise<FunctionDetail> => {
      const { project } = platform
      const declared = requireFunction(caller, platform, params.function)
      const cases = (await readFunctionCases(project)).filter((each) => each.function === declared.name)
      return {
        name: declared.name,
        kind: declared.body.kind,
        ...(await bodyOf(declared, project)),
        cases: cases.map(caseOf),
      }
    },
  )

  server.get<Named>(
    '/api/functions/:function/versions',
    { config, schema: { summary: 'The sources that a function has run with, the latest first.', tags } },
    ({ caller, params }): { versions: FunctionVersion[] } => {
      const { project, pipeline } = platform
      const { name } = requireFunction(caller, platform, params.function)
      const versions = pipeline.functionVersions.of(name)
      return { versions: versions.map((each) => ({ ...each, source: project.redact(each.source) })) }
    },
  )

  server.get<Named & { Querystring: Static<typeof Between> }>(
    '/api/functions/:function/difference',
    {
      config,
      schema: {
        summary: 'What is another line in one of the sources that a function has run with than in another.',
        tags,
        querystring: Between,
        response: { 200: Difference },
      },
    },
    ({ caller, params, query: { before, after } }) => {
      const { project, pipeline } = platform
      const { name } = requireFunction(caller, platform, params.function)
      const versions = pipeline.functionVersions.of(name)
      const linesOf = (version: string) => {
        const found = versions.find((each) => each.version === version)
        if (found) return project.redact(found.source).split('\n')
        throw new UserError('not_found', `cannot find version "${version}" of function "${name}"`, {
          hint: 'See which there are: GET /api/functions/<function>/versions.',
        })
      }
      return { lines: differenceOf(linesOf(before), linesOf(after)) }
    },
  )

  server.post<Named>(
    '/api/functions/:function/test',
    {
      config,
      schema: { summary: 'Runs the cases of a function apart from the project, and tells what differs.', tags },
    },
    async ({ caller, params }): Promise<{ results: FunctionCaseResult[] }> => {
      const { project } = platform
      const { name } = requireFunction(caller, platform, params.function)
      if (running.has(name)) {
        throw new UserError('conflict', `cannot test function "${name}": its cases run already`, {
          hint: 'Wait for them.',
        })
      }
      running.add(name)
      try {
        const results: FunctionCaseResult[] = []
        for await (const { case: each, differences, lines } of testFunctions(project, (one) => one.function === name)) {
          const told = differences.map(({ what, expected, got }) => ({
            what,
            expected: textOf(expected, project),
            got: textOf(got, project),
          }))
          results.push({ ...caseOf(each), differences: told, lines: lines.map((line) => project.redact(line)) })
        }
        return { results }
      } finally {
        running.delete(name)
      }
    },
  )
}

/** Who may not know all that it gives may not know what it is. */
function requireFunction(caller: Caller, platform: Platform, name: string): ProjectFunction {
  const declared = declaredOf(platform, name)
  const { on, to, errors, sends } = declared
  for (const stream of [on, to, errors, ...sends])
    if (stream !== undefined && !isNamed(caller, stream)) requireName(caller, 'stream', stream)
  return declared
}

async function bodyOf({ body }: ProjectFunction, { folder, redact }: Project): Promise<Partial<FunctionDetail>> {
  switch (body.kind) {
    case 'chain':
      return { steps: JSON.parse(redact(JSON.stringify(body.steps))) as FunctionDetail['steps'] & object }
    case 'program':
      return { command: body.command.map((part) => redact(part)) }
    case 'module': {
      // A file that has just gone is told by the project.
      const source = await readFile(body.path, 'utf8').catch(() => undefined)
      return {
        file: relative(folder, body.path),
        version: body.version.slice(0, version_chars),
        ...(source === undefined ? {} : { source: redact(source.slice(0, mostSource_chars)) }),
      }
    }
  }
}

function caseOf({ name, file, at }: FunctionTestCase): FunctionCase {
  return { name, file, at }
}

function textOf(value: unknown, { redact }: Project): string {
  return redact(typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? ''))
}
