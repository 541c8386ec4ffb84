import { open, rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { systemCode, UserError } from '../../lib/errors.ts'
import type { Progress } from '../../lib/progress.ts'
import { print, type Terminal } from './terminal.ts'

type Pieces = AsyncIterable<Uint8Array> | Iterable<string | Uint8Array>

/** Writes a result to standard output, or to a file that appears only once it is whole. */
export async function writeResult(
  terminal: Terminal,
  out: string | undefined,
  pieces: Pieces,
  progress?: Progress,
): Promise<void> {
  if (out === undefined) {
    for await (const piece of counted(pieces, progress)) await print(terminal, piece)
    return
  }
  const path = resolve(terminal.folder, out)
  const partial = `${path}.part`
  try {
    await using file = await open(partial, 'w')
    for await (const piece of counted(pieces, progress)) await file.appendFile(piece)
  } catch (error) {
    await rm(partial, { force: true })
    if (error instanceof UserError || systemCode(error) === undefined) throw error
    throw new UserError('invalid', `cannot write "${out}": ${systemCode(error)}`, {
      hint: 'Choose another file: --out',
      cause: error,
    })
  }
  await rename(partial, path)
}

/** Counts the pieces for the progress; a body that breaks off is told as such, never taken for the whole. */
async function* counted(pieces: Pieces, progress: Progress | undefined): AsyncGenerator<string | Uint8Array> {
  try {
    for await (const piece of pieces) {
      if (progress) progress.done += piece.length
      yield piece
    }
  } catch (error) {
    throw new UserError('unavailable', 'cannot read the whole result: the server ended it early', {
      hint: 'Run it again; if it fails again, run it with --json to see the reason.',
      cause: error,
    })
  }
}
