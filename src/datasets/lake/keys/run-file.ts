/**
 * A large run as a file: pages of 4 KB with 170 entries and a checksum, then the beginning of each page's first key, then a Bloom filter.
 * In memory is all but the pages, 1.3 bytes a key; a key that is there costs the reading of one page, one that is not nearly nothing.
 */
import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs'
import { crc32c } from '@node-rs/crc32'
import { realFileSystem } from '../../../lib/file-system.ts'
import { Bloom } from './bloom.ts'
import { type Entry, entryWords, findIn, type KeyRun } from './key-run.ts'

const page_bytes = 4096
const pageWords = page_bytes / 4
const pageEntries = 170
const footer_bytes = 20
const magic = 0x4b59_5231

/** So many bits a key, as long as the filter stays within the memory that it may take. */
const bitsPerKey = 10
const leastBits = 4
const filter_bytes = 128 << 20

/** Writes a run as its entries come, in order. */
export class RunWriter {
  readonly #path: string
  readonly #fd: number
  readonly #bloom: Bloom | undefined
  readonly #page = new Uint32Array(pageWords)
  readonly #fences: number[] = []
  #inPage = 0
  #entries = 0
  #at = 0
  #isOpen = true

  /** `most` is the most entries that will come. */
  constructor(path: string, most: number) {
    this.#path = path
    const bits = Math.min(bitsPerKey, (filter_bytes * 8) / Math.max(1, most))
    this.#bloom = bits < leastBits ? undefined : Bloom.for(most, bits)
    this.#fd = openSync(path, 'w')
  }

  get entries(): number {
    return this.#entries
  }

  write(words: Uint32Array): void {
    for (let at = 0; at < words.length; at += entryWords) {
      if (this.#inPage === 0) this.#fences.push(fenceOf(words[at]!, words[at + 1]!))
      const place = this.#inPage++ * entryWords
      for (let i = 0; i < entryWords; i++) this.#page[place + i] = words[at + i]!
      this.#bloom?.add(words[at]!, words[at + 1]!, words[at + 2]!)
      this.#entries++
      if (this.#inPage === pageEntries) this.#endPage()
    }
  }

  /** Resolves once all is on disk. */
  async finish(): Promise<void> {
    if (this.#inPage > 0) this.#endPage()
    const index = Buffer.concat([
      bytesOf(Float64Array.from(this.#fences)),
      bytesOf(this.#bloom?.words ?? new Uint32Array(0)),
    ])
    const footer = Buffer.alloc(footer_bytes)
    footer.writeUInt32LE(magic, 0)
    footer.writeDoubleLE(this.#entries, 4)
    footer.writeUInt32LE(this.#bloom?.words.length ?? 0, 12)
    footer.writeUInt32LE(crc32c(index), 16)
    this.#put(index)
    this.#put(footer)
    this.#close()
    const file = await realFileSystem.open(this.#path, 'r+')
    try {
      await file.datasync()
    } finally {
      await file.close()
    }
  }

  /** Instead of `finish`, or after it failed. */
  abandon(): void {
    this.#close()
  }

  /** Once: the number of a closed file may be that of another one by now. */
  #close(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    closeSync(this.#fd)
  }

  #endPage(): void {
    this.#page.fill(0, this.#inPage * entryWords)
    this.#page[pageWords - 1] = sumOf(this.#page)
    this.#put(bytesOf(this.#page))
    this.#inPage = 0
  }

  #put(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; )
      done += writeSync(this.#fd, bytes, done, bytes.length - done, this.#at + done)
    this.#at += bytes.length
  }
}

/** Throws when the file is not as it was written. */
export function openRun(path: string): KeyRun {
  const fd = openSync(path, 'r')
  try {
    const { size } = fstatSync(fd)
    const footer = readAt(fd, size - footer_bytes, footer_bytes)
    const entries = footer.readDoubleLE(4)
    const pages = Math.ceil(entries / pageEntries)
    const filterWords = footer.readUInt32LE(12)
    const index_bytes = pages * 8 + filterWords * 4
    if (footer.readUInt32LE(0) !== magic || size !== pages * page_bytes + index_bytes + footer_bytes) throw damaged()
    const index = readAt(fd, pages * page_bytes, index_bytes)
    if (crc32c(index) !== footer.readUInt32LE(16)) throw damaged()
    const fences = new Float64Array(index.buffer, index.byteOffset, pages)
    const words = new Uint32Array(index.buffer, index.byteOffset + pages * 8, filterWords)
    return new RunFile(fd, entries, fences, filterWords > 0 ? new Bloom(words) : undefined)
  } catch (error) {
    closeSync(fd)
    throw error
  }
}

class RunFile implements KeyRun {
  readonly entries: number
  readonly #fd: number
  readonly #fences: Float64Array
  readonly #bloom: Bloom | undefined
  /** The page that was read last: keys are asked for in their order. */
  #page: Uint32Array = new Uint32Array(0)
  #number = -1

  constructor(fd: number, entries: number, fences: Float64Array, bloom: Bloom | undefined) {
    this.#fd = fd
    this.entries = entries
    this.#fences = fences
    this.#bloom = bloom
  }

  find(h0: number, h1: number, h2: number): Entry | undefined {
    if (this.#bloom && !this.#bloom.mayHave(h0, h1, h2)) return undefined
    const fence = fenceOf(h0, h1)
    // Pages may begin alike in the bits that a fence has.
    for (let page = this.#lastPageFrom(fence); page >= 0; page--) {
      const found = findIn(this.#read(page), h0, h1, h2)
      if (found || this.#fences[page]! < fence) return found
    }
    return undefined
  }

  read(from: number): Uint32Array {
    const page = Math.floor(from / pageEntries)
    return this.#read(page).subarray((from % pageEntries) * entryWords)
  }

  close(): void {
    closeSync(this.#fd)
  }

  #lastPageFrom(fence: number): number {
    let low = 0
    let high = this.#fences.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#fences[middle]! <= fence) low = middle + 1
      else high = middle
    }
    return low - 1
  }

  /** The entries of a page. */
  #read(page: number): Uint32Array {
    if (page === this.#number) return this.#page
    const bytes = readAt(this.#fd, page * page_bytes, page_bytes)
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset, pageWords)
    if (words[pageWords - 1] !== sumOf(words)) throw damaged()
    const entries = Math.min(pageEntries, this.entries - page * pageEntries)
    this.#page = words.subarray(0, entries * entryWords)
    this.#number = page
    return this.#page
  }
}

/** The beginning of a key as a number that is exact. */
function fenceOf(h0: number, h1: number): number {
  return h0 * 2 ** 21 + (h1 >>> 11)
}

function sumOf(page: Uint32Array): number {
  return crc32c(bytesOf(page.subarray(0, pageWords - 1)))
}

function bytesOf(array: Uint32Array | Float64Array): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength)
}

function readAt(fd: number, position: number, length: number): Buffer {
  // Of its own memory, so that words in it are aligned.
  const buffer = Buffer.from(new ArrayBuffer(length))
  for (let done = 0; done < length; ) {
    const read = position < 0 ? 0 : readSync(fd, buffer, done, length - done, position + done)
    if (read === 0) throw damaged()
    done += read
  }
  return buffer
}

function damaged(): Error {
  return new Error('a file of keys is damaged')
}
