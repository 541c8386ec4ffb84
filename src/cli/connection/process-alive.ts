import { systemCode } from '../../lib/errors.ts'

/** Whether a process exists; one of another user does too. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return systemCode(error) === 'EPERM'
  }
}
