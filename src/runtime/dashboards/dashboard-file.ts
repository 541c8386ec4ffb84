/** The file of a dashboard: read, and written in one step. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { messageOf, systemCode, UserError } from '../../lib/errors.ts'

export async function maybeText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return undefined
    throw error
  }
}

/** Whoever reads the file sees what was there or what is. */
export async function writeText(path: string, text: string, name: string): Promise<void> {
  const made = join(dirname(path), `.${name}.${process.pid}.tmp`)
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(made, text, { flush: true })
    await rename(made, path)
  } catch (error) {
    await rm(made, { force: true }).catch(() => {})
    throw notWritten(name, error)
  }
}

export async function removeFile(path: string, name: string): Promise<void> {
  try {
    await rm(path, { force: true })
  } catch (error) {
    throw notWritten(name, error)
  }
}

function notWritten(name: string, cause: unknown): UserError {
  const code = systemCode(cause)
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
    return new UserError('forbidden', `cannot write dashboard "${name}": the folder of the project is read-only`, {
      hint: 'Change its file where the project is kept.',
      cause,
    })
  }
  return new UserError('unavailable', `cannot write dashboard "${name}": ${messageOf(cause)}`, {
    hint: 'Try again; see that the disk has space.',
    cause,
  })
}
