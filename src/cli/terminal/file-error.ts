import { messageOf, systemCode, UserError } from '../../lib/errors.ts'

const reasons: Record<string, readonly [why: string, hint: string]> = {
  ENOENT: ['there is no such file', 'Correct the path.'],
  ENOTDIR: ['there is no such file', 'Correct the path.'],
  EISDIR: ['it is a folder', 'Name one file of it.'],
  EACCES: ['you may not read it', 'Let your user read it (chmod), or name another file.'],
  EPERM: ['you may not read it', 'Let your user read it (chmod), or name another file.'],
}

/** A file that the user named and that could not be read, in words. */
export function unreadable(name: string, error: unknown): UserError {
  const code = systemCode(error) ?? ''
  const [why, hint] = reasons[code] ?? [messageOf(error), 'Correct the path.']
  return new UserError('invalid', `cannot read "${name}": ${why}`, { hint, cause: error })
}
