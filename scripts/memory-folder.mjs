// Tests write and sync much that goes with them: in memory, where there is plenty, they do not wait for a disk. The calls are the same;
// `npm run torture` uses the disk.
import { mkdirSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'

const place = '/dev/shm'
const prefix = 'caudal-test-'
/** More than tests hold at once, and as much again for those who run them. */
const least_bytes = 12 * 2 ** 30

/** A folder of this process's own in memory; undefined where there is none, little of it, or programs may not be run from it. */
export function maybeMemoryFolder() {
  if (process.platform !== 'linux' || (process.availableMemory?.() ?? 0) < least_bytes) return undefined
  try {
    const { bavail, bsize } = statfsSync(place)
    const [, , , options = ''] =
      readFileSync('/proc/mounts', 'utf8').match(new RegExp(`^(\\S+) (${place}) tmpfs (\\S+)`, 'm')) ?? []
    if (bavail * bsize < least_bytes || !options.startsWith('rw') || options.includes('noexec')) return undefined
    removeLeft()
    const folder = join(place, `${prefix}${process.pid}`)
    mkdirSync(folder, { mode: 0o700 })
    return folder
  } catch {
    return undefined
  }
}

/** What runs that were killed have left. */
function removeLeft() {
  for (const name of readdirSync(place)) {
    const pid = Number(name.slice(prefix.length))
    if (name.startsWith(prefix) && pid > 0 && !isRunning(pid))
      rmSync(join(place, name), { recursive: true, force: true })
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
