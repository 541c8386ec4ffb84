/** What a disk refuses now it may take later: such work is tried again, and nobody has to come and start it. */
import { messageOf, systemCode, UserError } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import { sleep } from '../lib/sleep.ts'

const passing = new Set(['EIO', 'ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN', 'EROFS'])
/** SQLite's result codes: busy, no memory, I/O error, full, cannot open (https://sqlite.org/rescode.html). */
const passingInSqlite = new Set([5, 7, 10, 13, 14])

/** Whether the machine failed, not the request. */
export function mayPass(error: unknown): boolean {
  if (error instanceof UserError) return error.code === 'unavailable'
  if (error instanceof Error && 'errcode' in error && typeof error.errcode === 'number') {
    return passingInSqlite.has(error.errcode & 0xff)
  }
  return passing.has(systemCode(error) ?? '')
}

/** Runs it again and again, with back-off, while the disk fails; other errors are thrown, and the last one once aborted. */
export async function untilItPasses<Result>(
  run: () => Promise<Result> | Result,
  { what, log, signal }: { what: string; log: Log; signal: AbortSignal },
): Promise<Result> {
  for (let pause_ms = 100; ; pause_ms = Math.min(pause_ms * 2, 5000)) {
    try {
      return await run()
    } catch (error) {
      if (!mayPass(error) || signal.aborted) throw error
      log.warn(`cannot ${what} yet, it is tried again: ${messageOf(error)}`, {
        ...(error instanceof UserError && error.hint !== undefined ? { hint: error.hint } : {}),
        retry_ms: pause_ms,
      })
      await sleep(pause_ms, signal)
    }
  }
}
