import { dirname } from 'node:path'
import type { Random } from './random.ts'
import { type DiskEvent, type DiskState, type Entry, truncated, written } from './recording-disk.ts'

type Change = Extract<DiskEvent, { type: 'write' | 'truncate' | 'names' }>

interface Pending {
  readonly index: number
  readonly change: Change
  isSynced: boolean
  /** A sync of it failed. */
  isLost: boolean
}

const sectorBytes = 512

/**
 * A state in which the disk may be when the power goes after the first `length` events. What was synced is there. Of the rest
 * each write may be missing, whole, cut anywhere, or there in some of its sectors, or only as a longer file of zeros; each
 * change of names may be undone.
 */
export function crashState(start: DiskState, events: readonly DiskEvent[], length: number, random: Random): DiskState {
  const names = new Map(start.names)
  const files = new Map(start.files)
  // File systems with a journal undo the last changes of names; others may undo any.
  const isOrdered = random.chance(0.5)
  let isUndone = false
  for (const { change, isSynced } of changesOf(events.slice(0, length))) {
    if (change.type === 'names') {
      if (!isSynced && random.chance(0.4)) isUndone = true
      if (!isSynced && isUndone) {
        if (!isOrdered) isUndone = false
        continue
      }
      applyNames(names, change.names)
    } else if (change.type === 'truncate') {
      if (isSynced || random.chance(0.5))
        files.set(change.file, truncated(contentOf(files, change.file), change.length))
    } else {
      const content = contentOf(files, change.file)
      files.set(change.file, isSynced ? written(content, change.position, change.bytes) : torn(content, change, random))
    }
  }
  return reachable(names, files)
}

/** The changes in order, each with whether a sync of its file or folder covered it. */
function changesOf(events: readonly DiskEvent[]): Pending[] {
  const changes: Pending[] = []
  const waiting = new Map<number | string, Pending[]>()
  for (const [index, event] of events.entries()) {
    if (event.type === 'write' || event.type === 'truncate' || event.type === 'names') {
      const pending = { index, change: event, isSynced: false, isLost: false }
      const of = event.type === 'names' ? event.folder : event.file
      changes.push(pending)
      waiting.set(of, [...(waiting.get(of) ?? []), pending])
      continue
    }
    const of = event.type === 'syncFolder' ? event.folder : event.file
    const later: Pending[] = []
    for (const pending of waiting.get(of) ?? []) {
      if (pending.index >= event.before) later.push(pending)
      else if (event.type === 'lost') pending.isLost = true
      else if (!pending.isLost) pending.isSynced = true
    }
    waiting.set(of, later)
  }
  return changes
}

function torn(content: Buffer, { position, bytes }: Extract<Change, { type: 'write' }>, random: Random): Buffer {
  const end = position + bytes.length
  switch (random.below(5)) {
    case 0:
      return content
    case 1:
      return written(content, position, bytes)
    case 2:
      return written(content, position, bytes.subarray(0, random.below(bytes.length + 1)))
    case 3:
      return content.length >= end ? content : truncated(content, end)
    default: {
      let result = content
      for (let from = position; from < end; ) {
        const to = Math.min(end, (Math.floor(from / sectorBytes) + 1) * sectorBytes)
        if (random.chance(0.5)) result = written(result, from, bytes.subarray(from - position, to - position))
        from = to
      }
      return result
    }
  }
}

function contentOf(files: ReadonlyMap<number, Buffer>, file: number): Buffer {
  return files.get(file) ?? Buffer.alloc(0)
}

function applyNames(names: Map<string, Entry>, changes: readonly (readonly [string, Entry | undefined])[]): void {
  for (const [path, entry] of changes) {
    if (entry === undefined) names.delete(path)
    else names.set(path, entry)
  }
}

/** Without what lies in folders that are not there, and without files that have no name. */
function reachable(names: ReadonlyMap<string, Entry>, files: ReadonlyMap<number, Buffer>): DiskState {
  const isThere = (path: string): boolean => path === '/' || (names.get(path) === 'folder' && isThere(dirname(path)))
  const left = new Map([...names].filter(([path]) => isThere(dirname(path))))
  const numbers = [...left.values()].filter((entry) => entry !== 'folder')
  return { names: left, files: new Map(numbers.map((file) => [file, contentOf(files, file)])) }
}
