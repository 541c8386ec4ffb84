import { UserError } from '../../lib/errors.ts'

/** Throws what the API refused, with its hint in the words of the command line: what it calls a field is an option here. */
export function inOwnWords(words: (hint: string) => string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof UserError) || error.hint === undefined) throw error
    const { code, message, at, hint } = error
    throw new UserError(code, message, { at, hint: words(hint), cause: error })
  }
}
