/** The processes of a started product and their memory, as Linux tells them in `/proc`. */
import { readdirSync, readFileSync } from 'node:fs'

export interface GroupProcess {
  readonly pid: number
  /** `lake-process`, `reader-process`, `merge-process`; the others are `main`. */
  readonly name: string
}

/** The processes of a group; one that has ended and was not waited for is none. */
export function processesOf(group: number): GroupProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => maybeProcess(Number(name), group) ?? [])
}

function maybeProcess(pid: number, group: number): GroupProcess | undefined {
  const stat = maybeText(pid, 'stat')
  // The name before it may hold spaces and brackets.
  const [state, , itsGroup] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? []
  if (Number(itsGroup) !== group || (state === 'Z' && !hasThreads(pid))) return undefined
  const name = /([a-z]+-process)\.[jt]s\0/.exec(maybeText(pid, 'cmdline') ?? '')?.[1] ?? 'main'
  return { pid, name }
}

/** What has ended and only waits to be noted runs no more, unless one of its threads still does. */
function hasThreads(pid: number): boolean {
  try {
    return readdirSync(`/proc/${pid}/task`).length > 1
  } catch {
    return false
  }
}

export interface GroupMemory {
  readonly bytes: number
  /** Of the process that merges files, which comes and goes. */
  readonly merging: number
  /** By process, for people. */
  readonly processes: Readonly<Record<string, string>>
}

/**
 * The resident memory of a process group: what each process has for itself, and the program's files, which all of them share, once.
 */
export function memoryOf(group: number): GroupMemory {
  let own = 0
  let merging = 0
  let shared = 0
  const processes: Record<string, string> = {}
  for (const { pid, name } of processesOf(group)) {
    const status = maybeText(pid, 'status') ?? ''
    const bytesOf = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0) * 1024
    const anonymous = bytesOf('RssAnon')
    if (name === 'merge-process') merging += anonymous
    else own += anonymous
    shared = Math.max(shared, bytesOf('RssFile'))
    processes[`${name} ${pid}`] = `${Math.round(anonymous / 2 ** 20)} MB`
  }
  return { bytes: own + shared, merging, processes }
}

/** Undefined for a process that has gone. */
function maybeText(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return undefined
  }
}
