import { type ErrorCode, systemCode, UserError } from './errors.ts'

const passingCodes: readonly ErrorCode[] = ['unavailable', 'overloaded', 'timeout']
const passingInSystem = new Set(['EIO', 'ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN', 'EROFS'])
/** SQLite's result codes: busy, no memory, I/O error, full, cannot open (https://sqlite.org/rescode.html). */
const passingInSqlite = new Set([5, 7, 10, 13, 14])

/** Whether the same may go well later: the machine or the other side failed, or had too much to do, and nobody made a mistake. */
export function isPassing(error: unknown): boolean {
  if (error instanceof UserError) return passingCodes.includes(error.code)
  if (error instanceof Error && 'errcode' in error && typeof error.errcode === 'number') {
    return passingInSqlite.has(error.errcode & 0xff)
  }
  return passingInSystem.has(systemCode(error) ?? '')
}
