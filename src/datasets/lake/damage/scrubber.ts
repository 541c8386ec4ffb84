/** Reads the lake's files one after the other, a little at a time: a bit that flips on the disk is found before somebody asks for it. */
import type { DatabaseSync } from 'node:sqlite'
import { readTables } from '../catalogue/read.ts'
import { damageOf } from './quarantine.ts'

export class Scrubber {
  readonly #db: DatabaseSync
  readonly #folder: string
  /** The file that was read last, by its id in the catalogue. */
  #last = -1

  constructor(db: DatabaseSync, folder: string) {
    this.#db = db
    this.#folder = folder
  }

  /** Reads about so many bytes, and begins anew behind the last file. Whether it found damage; then it stays there. */
  async run(bytes: number): Promise<boolean> {
    const files = [...readTables(this.#db, this.#folder).values()]
      .flatMap((table) => table.files)
      .filter((file) => file.offsets === 'written')
      .sort((a, b) => a.id - b.id)
    let left = bytes
    for (const file of files.filter(({ id }) => id > this.#last)) {
      if (left <= 0) return false
      if (await damageOf(file)) return true
      left -= file.bytes
      this.#last = file.id
    }
    this.#last = -1
    return false
  }
}
