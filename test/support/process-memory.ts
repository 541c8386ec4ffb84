import { readdirSync, readFileSync } from 'node:fs'

export interface GroupMemory {
  readonly bytes: number
  /** Of the process that merges files, which comes and goes. */
  readonly merging: number
  /** By process, for people. */
  readonly processes: Readonly<Record<string, string>>
}

/**
 * The resident memory of a process group, in bytes: what each process has for itself, and the program's files, which all of them
 * share, once. Undefined where the system does not tell (`/proc`, Linux).
 */
export function groupMemory(group: number): GroupMemory | undefined {
  let own = 0
  let merging = 0
  let shared = 0
  const processes: Record<string, string> = {}
  try {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const status = maybeStatus(pid, group)
      if (!status) continue
      if (status.name.startsWith('merge')) merging += status.anonymous
      else own += status.anonymous
      shared = Math.max(shared, status.file)
      processes[`${status.name} ${pid}`] = `${Math.round(status.anonymous / 2 ** 20)} MB`
    }
  } catch {
    return undefined
  }
  return { bytes: own + shared, merging, processes }
}

function maybeStatus(pid: string, group: number): { name: string; anonymous: number; file: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name before it may hold spaces and brackets.
    if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]) !== group) return undefined
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const bytesOf = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0) * 1024
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    const name =
      command
        .find((word) => /-process\.[jt]s$/.test(word))
        ?.split('/')
        .at(-1) ?? 'main'
    return { name, anonymous: bytesOf('RssAnon'), file: bytesOf('RssFile') }
  } catch {
    // Gone in the meantime.
    return undefined
  }
}
