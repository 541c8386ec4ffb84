/**
 * How far a part reaches that somebody writes who may edit, but not administer: to the files of the project, which hold no secrets, and to no
 * programs. Otherwise the right to edit would be the right to read whatever the process can, its own keys first.
 */
import { dirname, isAbsolute, normalize } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { UserError } from '../../lib/errors.ts'
import { at, holdsSecret, type IsSecret, textsOf, variablesIn } from '../../project/parts/secrets.ts'

type Options = Readonly<Record<string, unknown>>

export interface Known {
  /** The part as it was. */
  readonly old: unknown
  /** What is a secret in it. */
  readonly isSecret: IsSecret
  /** Those that the project names, relative to its folder; folders end in a slash. */
  readonly files: readonly string[]
}

/** Throws `forbidden` for what goes further than the part as it was. */
export function requireNear(section: string, name: string, value: unknown, { old, isSecret, files }: Known): void {
  const refuse = (what: string, hint: string): never => {
    throw new UserError('forbidden', `cannot save ${section} "${name}": ${what} takes the right to administer`, {
      hint,
    })
  }
  const [options, before] = [optionsOf(value), optionsOf(old)]
  if (section === 'functions' && options.command !== undefined && !isDeepStrictEqual(options.command, before.command))
    refuse('a program of the machine', 'Write the function in TypeScript, or ask an administrator.')
  const known = pathsOf(section, before)
  const far = pathsOf(section, options).find((path) => !known.includes(path) && !isNear(path))
  if (far !== undefined)
    refuse(
      `the path "${far}"`,
      'Name files or folders of the project that are not hidden, without ".." and with * in the last name only.',
    )
  const taken = section === 'sources' ? takenAway(options, files) : undefined
  if (taken !== undefined && takenAway(before, files) === undefined)
    refuse(`to ${options.done} "${taken}"`, 'Let the files land in a folder of their own, where the project has none.')
  const variables = variablesIn(old)
  const variable = variablesIn(value).find((each) => !variables.includes(each))
  if (variable !== undefined)
    refuse(`the variable ${variable}`, 'Give the secret itself: it is kept in .env, and never shown again.')
  const texts = textsOf(value)
  const moved = texts.find(([way, text]) => variablesIn(text).length > 0 && at(old, way) !== text)
  if (moved) refuse(`the variable in ${moved[0].join('.')}`, 'Leave it where it was, or give the secret itself.')
  const keepsSecret = texts.some(([way, text]) => holdsSecret(text, isSecret(way)) && at(old, way) === text)
  if (keepsSecret && !isDeepStrictEqual(destinationsOf(value), destinationsOf(old)))
    refuse('another place for the secrets that it has', 'Give them anew, too.')
}

/** Options that say where a part sends what it knows, or what is run with it. */
const destination = /^(type|url|server|host|port|endpoint|address|run|use|with|command|secure|insecure|tls)$/

/** All of a part's options of these names, however deep. */
function destinationsOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  const found = Object.entries(value)
    .map(([key, inner]) => [key, destination.test(key) ? inner : destinationsOf(inner)] as const)
    .filter(([, inner]) => inner !== undefined)
  return found.length > 0 ? Object.fromEntries(found) : undefined
}

/** The path of a source that does not leave its files where they are, when the project has its own there. */
function takenAway({ path, done }: Options, files: readonly string[]): string | undefined {
  if (done !== 'move' && done !== 'delete') return undefined
  return [path]
    .flat()
    .filter((each) => typeof each === 'string')
    .find((each) => {
      const folder = dirname(normalize(each))
      return folder === '.' || files.some((file) => file === `${folder}/` || dirname(normalize(file)) === folder)
    })
}

/** The files that a part reads or writes. */
function pathsOf(section: string, { path, move_to, on, export: exported }: Options): string[] {
  const to = optionsOf(exported).to
  const paths =
    section === 'sources'
      ? [path, move_to]
      : section === 'functions'
        ? [optionsOf(on).file]
        : section === 'views'
          ? [typeof to === 'string' && to.startsWith('s3://') ? undefined : to]
          : []
  return paths.flat().filter((each) => typeof each === 'string')
}

function isNear(path: string): boolean {
  const names = path.split(/[\\/]/)
  const folders = names.slice(0, -1)
  return (
    !isAbsolute(path) &&
    names.every((each) => each === '.' || !each.startsWith('.')) &&
    folders.every((each) => !/[*?[{(]/.test(each)) &&
    !variablesIn(path).length
  )
}

function optionsOf(value: unknown): Options {
  return typeof value === 'object' && value !== null ? (value as Options) : {}
}
