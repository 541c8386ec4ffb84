/**
 * How far a part reaches that somebody writes who may edit, but not administer: to the files of the project, which hold no secrets, and to no
 * programs. Otherwise the right to edit would be the right to read whatever the process can, its own keys first.
 */
import { isAbsolute } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { UserError } from '../../lib/errors.ts'
import { variablesIn } from '../../project/parts/secrets.ts'

type Options = Readonly<Record<string, unknown>>

/** Throws `forbidden` for what goes further than the part as it was. */
export function requireNear(section: string, name: string, value: unknown, old: unknown): void {
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
  const variables = variablesIn(old)
  const variable = variablesIn(value).find((each) => !variables.includes(each))
  if (variable !== undefined)
    refuse(`the variable ${variable}`, 'Give the secret itself: it is kept in .env, and never shown again.')
}

/** The files that a part reads or writes. */
function pathsOf(section: string, { path, on, export: exported }: Options): string[] {
  const to = optionsOf(exported).to
  const paths =
    section === 'sources'
      ? [path]
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
