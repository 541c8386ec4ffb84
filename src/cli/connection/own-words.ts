import { UserError } from '../../lib/errors.ts'

/** Throws what the API refused, with its hint in the words of the command line: what it calls a field is an option here. */
export function inOwnWords(words: (hint: string) => string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof UserError) || error.hint === undefined) throw error
    const { code, message, at, hint } = error
    throw new UserError(code, message, { at, hint: words(hint), cause: error })
  }
}

/** The same for a refusal that names a field of the body; `options` are what stands for each of them on the line of `command`. */
export function inOptions(
  command: string,
  options: Readonly<Record<string, string>>,
  words: (hint: string) => string = (hint) => hint,
): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof UserError)) throw error
    const { code, at, hint } = error
    const message = error.message.replace(/^(cannot read )body\.([\w.]+)/, (all, verb, field) =>
      Object.hasOwn(options, field) ? `${verb}${options[field]}` : all,
    )
    const own = hint === 'See /api/docs for the form.' ? `See caudal ${command} --help.` : hint && words(hint)
    throw new UserError(code, message, { at, hint: own, cause: error })
  }
}
