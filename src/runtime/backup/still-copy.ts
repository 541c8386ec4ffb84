import { readFile, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { systemCode, UserError } from '../../lib/errors.ts'

const attempts = 100
const pause_ms = 20

/**
 * Copies a database that another process has for itself, with the log of what it has not taken up yet. Nobody else can lock it, so both
 * are read until they read twice the same: then there was an instant when they were so, and SQLite goes on from any instant at which its
 * process might have been killed.
 */
export async function copyStill(path: string, to: string): Promise<void> {
  let before = await pairOf(path)
  for (let attempt = 0; attempt < attempts; attempt++) {
    const now = await pairOf(path)
    if (before.every((bytes, i) => bytes.equals(now[i]!))) {
      await writeFile(to, now[0]!)
      if (now[1]!.length > 0) await writeFile(`${to}-wal`, now[1]!)
      return
    }
    before = now
    await sleep(pause_ms)
  }
  throw new UserError('unavailable', `cannot back up "${path}": it changes all the time`, {
    hint: 'Try again when its function has less to do.',
  })
}

async function pairOf(path: string): Promise<[database: Buffer, log: Buffer]> {
  return [await bytesOf(path), await bytesOf(`${path}-wal`)]
}

async function bytesOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}
