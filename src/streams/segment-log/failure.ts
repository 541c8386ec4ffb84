import { messageOf, systemCode, UserError } from '../../lib/errors.ts'

const hints: Record<string, string> = {
  ENOSPC: 'Free some space; appends are taken again as soon as there is room.',
  EDQUOT: 'Raise the quota or free some space; appends are taken again as soon as there is room.',
  EMFILE: 'Raise the limit of open files (ulimit -n).',
  ENFILE: "Raise the system's limit of open files (fs.file-max).",
}

const sentences: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open in the system',
}

/** What the disk refused, told to whoever asked; the next attempt may succeed. Other errors stay what they are. */
export function unavailable(verb: string, stream: string, error: unknown): unknown {
  const code = systemCode(error)
  if (error instanceof UserError || code === undefined) return error
  return new UserError('unavailable', `cannot ${verb} stream "${stream}": ${sentences[code] ?? messageOf(error)}`, {
    hint: hints[code] ?? 'Look at the disk and the system log; every new attempt tries the disk again.',
    cause: error,
  })
}
