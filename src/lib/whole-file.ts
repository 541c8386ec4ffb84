/** Files that others read while they are written: in one step, so that whoever reads sees what was there or what is. */
import { mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { messageOf, systemCode, UserError } from './errors.ts'

/** Undefined where there is no such file. */
export async function maybeText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return undefined
    throw error
  }
}

/**
 * What a link leads to is written, and not the link. `owner` is what is written, in sentences: `dashboard "sales"`. Throws `forbidden`
 * where nobody may write, `unavailable` where it fails.
 */
export async function writeText(name: string, text: string, owner: string, mode?: number): Promise<void> {
  const path = await realpath(name).catch(() => name)
  const made = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`)
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(made, text, { flush: true, ...(mode === undefined ? {} : { mode }) })
    await rename(made, path)
  } catch (error) {
    await rm(made, { force: true }).catch(() => {})
    throw notWritten(owner, error)
  }
}

export async function removeFile(path: string, owner: string): Promise<void> {
  try {
    await rm(path, { force: true })
  } catch (error) {
    throw notWritten(owner, error)
  }
}

function notWritten(owner: string, cause: unknown): UserError {
  const code = systemCode(cause)
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
    return new UserError('forbidden', `cannot write ${owner}: the folder of the project is read-only`, {
      hint: 'Change its file where the project is kept.',
      cause,
    })
  }
  return new UserError('unavailable', `cannot write ${owner}: ${messageOf(cause)}`, {
    hint: 'Try again; see that the disk has space.',
    cause,
  })
}
