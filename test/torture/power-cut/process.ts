import type { FileSystem, OpenFile } from '../../../src/lib/file-system.ts'

/** The disk as one process sees it. Once killed, the process does nothing any more: what it had not begun never ends. */
export function processOn(disk: FileSystem): { fileSystem: FileSystem; kill(): void } {
  let isKilled = false
  function guarded<A extends unknown[], R>(operation: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
    return (...args) => (isKilled ? new Promise<R>(() => {}) : operation(...args))
  }
  const guardedFile = (file: OpenFile): OpenFile => ({
    writev: guarded(file.writev),
    read: guarded(file.read),
    datasync: guarded(file.datasync),
    truncate: guarded(file.truncate),
    size: guarded(file.size),
    close: guarded(file.close),
  })
  const fileSystem: FileSystem = {
    open: guarded(async (path, flags) => guardedFile(await disk.open(path, flags))),
    list: guarded((folder) => disk.list(folder)),
    makeFolder: guarded((path) => disk.makeFolder(path)),
    rename: guarded((from, to) => disk.rename(from, to)),
    remove: guarded((path) => disk.remove(path)),
    syncFolder: guarded((path) => disk.syncFolder(path)),
    stat: guarded((path) => disk.stat(path)),
  }
  return {
    fileSystem,
    kill() {
      isKilled = true
    },
  }
}
