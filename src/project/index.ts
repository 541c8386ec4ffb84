/** Reads and checks the project file, and tells every mistake at once. */
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { channels } from '../channels/index.ts'
import { Environment, senselessLines } from '../lib/environment.ts'
import { messageOf, type Place, systemCode, UserError, UserErrors } from '../lib/errors.ts'
import { parseYaml, type YamlMap } from '../lib/yaml-position.ts'
import { sources } from '../sources/index.ts'
import { checkProject, type Kinds } from './check.ts'
import { ProjectFiles } from './files.ts'
import { Problems } from './problems.ts'
import { type Project, projectFile } from './project.ts'
import { decodeText } from './text.ts'
import { withVariables } from './variables.ts'

export * from './project.ts'

/** A project, or all that is wrong with it, in the order of the file; and the other files that it names. */
export type ProjectReading = (
  | { readonly project: Project; readonly problems: readonly [] }
  | { readonly project: undefined; readonly problems: readonly UserError[] }
) & {
  readonly files: readonly string[]
  /** That of the project file, where it could be read. */
  readonly text: string | undefined
}

export interface ReadOptions {
  /** Where `${NAME}` is looked up before `.env`; the process's own variables unless told otherwise. */
  readonly environment?: Readonly<Record<string, string | undefined>>
  readonly kinds?: Partial<Kinds>
  /** Instead of what these files hold: what they are going to. */
  readonly texts?: Readonly<Record<string, string>>
}

/** Reads `caudal.yaml` and `.env` of a folder. Mistakes are returned; what is thrown is our bug. */
export async function readProject(folder: string, options: ReadOptions = {}): Promise<ProjectReading> {
  const problems = new Problems()
  const textOf = (file: string) => options.texts?.[file] ?? readText(folder, file, problems)
  const text = await textOf(projectFile)
  const envText = await textOf('.env')
  for (const line of senselessLines(envText ?? '')) problems.tell(senseless({ file: '.env', line, column: 1 }))
  const environment = new Environment(envText ?? '', options.environment ?? process.env)
  const root = text === undefined ? undefined : readRoot(text, environment, problems)
  const path = resolve(folder)
  const named = new ProjectFiles(path)
  const kinds = { sources, channels, ...options.kinds }
  const parts = root && (await checkProject(root, path, kinds, named, problems.tell))
  const files = named.named
  if (!parts || problems.found) return { project: undefined, problems: problems.inOrder(), files, text }
  return { project: { ...parts, folder: path, redact: environment.redact }, problems: [], files, text }
}

/** The same for those who cannot go on without it: throws `UserErrors`. */
export async function openProject(folder: string, options: ReadOptions = {}): Promise<Project> {
  const { project, problems } = await readProject(folder, options)
  if (!project) throw new UserErrors(problems)
  return project
}

function readRoot(text: string, environment: Environment, problems: Problems): YamlMap | undefined {
  const yaml = parseYaml(text, projectFile)
  for (const problem of yaml.problems) problems.tellUnknown(problem)
  if (!yaml.root) {
    if (yaml.problems.length === 0) problems.tell(notAMap('it is empty', { file: projectFile, line: 1, column: 1 }))
    return undefined
  }
  const root = withVariables(yaml.root, environment, problems.tellUnknown)
  if (root.kind === 'map') return root
  problems.tell(notAMap(`expecting keys; got ${root.kind === 'list' ? 'a list' : 'a single value'}`, root.at))
  return undefined
}

/** The line itself is not shown: it may be part of a secret. */
function senseless(at: Place): UserError {
  return new UserError('invalid', 'cannot read line of .env: expecting NAME=value', {
    at,
    hint: 'Put an equals sign behind the name, quotes around a value of several lines, and # before a comment.',
  })
}

function notAMap(why: string, at: Place): UserError {
  return new UserError('invalid', `cannot read project: ${why}`, { at, hint: 'Begin with "name:", then "sources:".' })
}

/** The text of one of the project's files; `.env` may be absent. */
async function readText(folder: string, file: string, problems: Problems): Promise<string | undefined> {
  let bytes: Buffer
  try {
    bytes = await readFile(join(folder, file))
  } catch (cause) {
    const code = systemCode(cause)
    if (code === undefined) throw cause
    const isAbsent = code === 'ENOENT' || code === 'ENOTDIR'
    if (isAbsent && file !== projectFile) return undefined
    const why = isAbsent ? 'there is no such file' : messageOf(cause)
    const hint = isAbsent ? 'Name a folder with a project, or make one with "caudal new".' : 'Correct its permissions.'
    const message = `cannot open project "${join(folder, file)}": ${why}`
    problems.tell(new UserError(isAbsent ? 'not_found' : 'invalid', message, { hint, cause }))
    return undefined
  }
  return decodeText(bytes, file, problems.tell)
}
