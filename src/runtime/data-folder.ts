import { constants } from 'node:fs'
import { access, mkdir } from 'node:fs/promises'
import { systemCode, UserError } from '../lib/errors.ts'

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'what lies there can only be read',
  ENOTDIR: 'part of the path is a file',
  EEXIST: 'there is a file of this name',
}

/** Makes the folder of a project's data where there is none, readable by its owner alone. */
export async function makeDataFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 })
    await access(path, constants.W_OK | constants.X_OK)
  } catch (error) {
    const why = reasons[systemCode(error) ?? '']
    if (why === undefined) throw error
    throw new UserError('invalid', `cannot use data folder "${path}": ${why}`, {
      hint: 'Give its folder to your user (chown), or name another one with --data.',
      cause: error,
    })
  }
}
