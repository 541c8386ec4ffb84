import { readFileSync } from 'node:fs'

const page_bytes = 4096

/** The resident memory of a process that may do nothing but run, so that only the system can tell; 0 where it does not tell. */
export function residentBytes(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * page_bytes
  } catch {
    return 0
  }
}
