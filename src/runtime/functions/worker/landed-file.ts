/** A file that landed, as a function is given it. */
import { createReadStream, type Stats } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { systemCode } from '../../../lib/errors.ts'
import { isInBounds, lies, maybeBounds, maybeRealPath } from '../../../model/bounds.ts'
import type { Task } from '../protocol.ts'
import type { UserFile, UserRecord } from '../user-function.ts'

interface Landed {
  readonly file: UserFile
  /** As it was told. */
  readonly modified: string
  /** Whether another version lies there than the one that landed. */
  hasChanged(): Promise<boolean>
}

export async function openLanded(
  event: UserRecord,
  task: Pick<Task, 'folder' | 'landing'>,
): Promise<Landed | { readonly reason: string }> {
  if (typeof event.path !== 'string') return { reason: 'cannot tell which file is meant: expecting a path' }
  const { path } = event
  const absolute = resolve(task.folder, path)
  const look = () =>
    stat(absolute).catch((error: unknown) => {
      if (systemCode(error) === 'ENOENT') return undefined
      throw error
    })
  if (await leadsOut(absolute, task)) return { reason: `cannot read file "${path}": the link leads out of its folder` }
  const first = await look()
  if (!first?.isFile()) return { reason: `cannot read file "${path}": it is gone` }
  // Whoever asks for a run by hand means the file as it is.
  const size = typeof event.size === 'number' ? event.size : first.size
  const modified = typeof event.modified === 'string' ? event.modified : timeOf(first)
  return {
    modified,
    async hasChanged() {
      const now = await look()
      return now?.size !== size || timeOf(now) !== modified || (await leadsOut(absolute, task))
    },
    file: {
      path,
      name: basename(path),
      size,
      modified: new Date(modified),
      bytes: async () => new Uint8Array(await readFile(absolute)),
      text: () => readFile(absolute, 'utf8'),
      stream: () => Readable.toWeb(createReadStream(absolute)) as ReadableStream<Uint8Array>,
      lines: () => linesOf(absolute),
    },
  }
}

/** It may have become a link since it was told of. */
async function leadsOut(path: string, { folder, landing }: Pick<Task, 'folder' | 'landing'>): Promise<boolean> {
  const base = landing.find((each) => lies(path, each)) ?? dirname(path)
  const bounds = await maybeBounds(base, folder)
  const place = await maybeRealPath(path)
  return bounds !== undefined && place !== undefined && !isInBounds(bounds, path, place)
}

/** Cut to milliseconds as the source does; `mtime` is rounded. */
function timeOf({ mtimeMs }: Stats): string {
  return new Date(mtimeMs).toISOString()
}

async function* linesOf(path: string): AsyncGenerator<string, void, void> {
  const source = createReadStream(path, { encoding: 'utf8' })
  // What fails while a file is read must reach whoever reads its lines.
  const failed = new Promise<never>((_, reject) => source.once('error', reject))
  failed.catch(() => {})
  const lines = createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await Promise.race([lines.next(), failed])
      if (next.done) return
      yield next.value
    }
  } finally {
    source.destroy()
  }
}
