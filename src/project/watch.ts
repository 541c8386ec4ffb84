import { type FSWatcher, watch } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { type ProjectReading, projectFile, type ReadOptions, readProject } from './index.ts'

/** How long a file has to be still before it is read: editors empty and write it, or write another and rename it. */
const settle_ms = 100

/** Network file systems and containers do not always tell of a change; so it is looked for, too. */
const poll_ms = 2000

/**
 * The project as it is, at once, and again each time that `caudal.yaml` or `.env` or a file that it names has other content, until aborted: an edit
 * between the start and the first reading is not missed. The folder is watched rather than the files, for saving by rename
 * leaves a watched file behind.
 */
export async function* watchProject(
  folder: string,
  signal: AbortSignal,
  options: ReadOptions = {},
): AsyncGenerator<ProjectReading, void, void> {
  const changes = watchFolder(folder, signal)
  let last: string | undefined
  let files: readonly string[] = []
  try {
    while (!signal.aborted) {
      let content = last === undefined ? await contentOf(folder, files) : await settledContent(folder, files, signal)
      if (content !== last && !signal.aborted) {
        let reading = await readProject(folder, options)
        // Files that are named for the first time are part of the content from now on. The content is always looked at before it is
        // read, so that what is written meanwhile is another content at the next look.
        while (!isDeepStrictEqual(files, reading.files)) {
          files = reading.files
          content = await contentOf(folder, files)
          reading = await readProject(folder, options)
        }
        last = content
        yield reading
      }
      await changes.next()
    }
  } finally {
    changes.close()
  }
}

/** The content once two looks at it agree. */
async function settledContent(folder: string, files: readonly string[], signal: AbortSignal): Promise<string> {
  let content = await contentOf(folder, files)
  while (!signal.aborted) {
    await sleep(settle_ms, undefined, { signal }).catch(() => {})
    const again = await contentOf(folder, files)
    if (again === content) break
    content = again
  }
  return content
}

async function contentOf(folder: string, named: readonly string[]): Promise<string> {
  const files = [projectFile, '.env', ...named].map((file) => {
    const path = join(folder, file)
    return (file.endsWith('/') ? readdir(path) : readFile(path, 'latin1')).catch(() => undefined)
  })
  return JSON.stringify(await Promise.all(files))
}

interface FolderWatch {
  /** Resolves at the next change, after the pause of polling, or when aborted. */
  next(): Promise<void>
  close(): void
}

function watchFolder(folder: string, signal: AbortSignal): FolderWatch {
  let isDue = false
  let wake = () => {}
  const notice = () => {
    isDue = true
    wake()
  }
  const isOurs = (name: string | null) => name === null || name === projectFile || name === '.env'
  const watcher = maybeWatch(folder, (name) => isOurs(name) && notice())
  const poll = setInterval(notice, poll_ms)
  const close = () => {
    watcher?.close()
    clearInterval(poll)
    signal.removeEventListener('abort', end)
  }
  const end = () => {
    close()
    notice()
  }
  signal.addEventListener('abort', end)
  return {
    async next() {
      if (!isDue && !signal.aborted) {
        const { promise, resolve } = Promise.withResolvers<void>()
        wake = resolve
        await promise
      }
      isDue = false
    },
    close,
  }
}

/** Where the system cannot watch (no such folder, no watches left), polling finds the change. */
function maybeWatch(folder: string, changed: (name: string | null) => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, (_, name) => changed(name))
    return watcher.on('error', () => watcher.close())
  } catch {
    return undefined
  }
}
