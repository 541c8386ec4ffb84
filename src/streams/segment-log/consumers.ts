import { join } from 'node:path'
import type { FileSystem } from '../../lib/file-system.ts'
import type { Log } from '../../lib/log.ts'
import { readChecked, replaceFile } from './checked-file.ts'

/** Positions of named consumers: a small file each, replaced in one step. */
export class Consumers {
  readonly #fileSystem: FileSystem
  readonly #folder: string
  readonly #log: Log
  readonly #positions = new Map<string, readonly number[]>()
  /** The writes of each consumer go one after the other. */
  readonly #writing = new Map<string, Promise<void>>()

  private constructor(fileSystem: FileSystem, folder: string, log: Log) {
    this.#fileSystem = fileSystem
    this.#folder = folder
    this.#log = log
  }

  static async open(fileSystem: FileSystem, folder: string, log: Log): Promise<Consumers> {
    const consumers = new Consumers(fileSystem, folder, log)
    await fileSystem.makeFolder(folder)
    for (const file of await fileSystem.list(folder)) {
      if (file.endsWith('.json')) await consumers.#read(file)
      else if (file.endsWith('.new')) await fileSystem.remove(join(folder, file))
    }
    return consumers
  }

  position(consumer: string): readonly number[] | undefined {
    return this.#positions.get(consumer)
  }

  all(): Iterable<readonly number[]> {
    return this.#positions.values()
  }

  async commit(consumer: string, positions: readonly number[]): Promise<void> {
    const path = join(this.#folder, `${encodeURIComponent(consumer)}.json`)
    const value = { consumer, positions: [...positions] }
    const writing = (this.#writing.get(consumer) ?? Promise.resolve())
      .catch(() => {})
      .then(() => replaceFile(this.#fileSystem, path, value))
    this.#writing.set(consumer, writing)
    await writing
    this.#positions.set(consumer, value.positions)
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#writing.values())
  }

  async #read(file: string): Promise<void> {
    const read = await readChecked(this.#fileSystem, join(this.#folder, file))
    if (read.state === 'whole') {
      const { consumer, positions } = read.value as { consumer: string; positions: number[] }
      this.#positions.set(consumer, positions)
    } else {
      this.#log.error('the position of a consumer is damaged; it begins again at the first record', { file })
    }
  }
}
