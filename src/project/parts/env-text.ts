/** The text of `.env` with a variable set; all else stays as it was. */
import { isDeepStrictEqual, parseEnv } from 'node:util'
import { UserError } from '../../lib/errors.ts'

const quotes = ["'", '"', '`']

/** Throws `invalid` for a value that no form of the file can hold. */
export function withVariable(text: string, name: string, value: string): string {
  const expected = { ...parseEnv(text), [name]: value }
  const line = new RegExp(`^[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=.*$`, 'm')
  for (const quote of quotes) {
    const set = `${name}=${quote}${value}${quote}`
    const appended = `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${set}\n`
    const made = [...(line.test(text) ? [text.replace(line, () => set)] : []), appended]
    const found = made.find((each) => isDeepStrictEqual({ ...parseEnv(each) }, expected))
    if (found !== undefined) return found
  }
  throw new UserError('invalid', `cannot keep the value of ${name} in .env: it has all kinds of quotes in it`, {
    hint: 'Set it in the environment.',
  })
}
