import { foldCase } from './fold-case.ts'
import { reservedColumns } from './schema.ts'

/** Field names nest this deep as paths; what lies deeper is kept as JSON text. */
export const pathDepth = 8
/** A dataset has `columnsCap` columns at most; the scan tells a few times as many fields apart. */
const fieldsCap = 4096
/** Longer names do not become columns. */
const nameCap = 255
const tableMask = fieldsCap * 4 - 1

export const rootField = 0
/** Stands for every field that came after the table was full. */
export const overflowField = 1

/** Why a field, by its name alone, cannot be read by DuckDB directly; bits. */
export const unusualName = { escaped: 1, barred: 2, overflow: 4 } as const

/**
 * The field names seen so far, kept from chunk to chunk: a tree of paths in typed arrays, and for each field the one that
 * followed it last, which the next record is guessed to repeat. It makes the scan fast and changes no result of it.
 */
export class Shape {
  /** The names' bytes one after the other, each with its closing quote. */
  names: Uint8Array = new Uint8Array(1 << 16)
  readonly nameStart = new Int32Array(fieldsCap)
  readonly nameEnd = new Int32Array(fieldsCap)
  readonly parent = new Int32Array(fieldsCap)
  readonly depth = new Uint8Array(fieldsCap)
  /** Fields that are one and the same (`"a"` and `"\u0061"`) point to the first of them. */
  readonly same = new Int32Array(fieldsCap)
  readonly unusual = new Uint8Array(fieldsCap)
  /** The guesses: the first field of an object, and the field after a field. */
  readonly first = new Int32Array(fieldsCap)
  readonly next = new Int32Array(fieldsCap)
  /** What this chunk had: kinds by field, and the object that had the field last. */
  readonly kinds = new Int32Array(fieldsCap)
  readonly seen = new Int32Array(fieldsCap)
  readonly paths: string[][] = []
  readonly #table = new Int32Array(tableMask + 1)
  #namesLength = 0

  constructor() {
    this.#reset()
  }

  get count(): number {
    return this.paths.length
  }

  /** Forgets the last chunk's kinds; and all names once they are many, so that there is room for this chunk's. */
  startChunk(): void {
    if (this.count > fieldsCap / 2) this.#reset()
    this.kinds.fill(0, 0, this.count)
    this.seen.fill(0, 0, this.count)
  }

  /** The field of an object by its name's bytes, closing quote included; new if need be. */
  find(parent: number, bytes: Uint8Array, start: number, end: number): number {
    let hash = Math.imul(parent + 1, 0x9e3779b1)
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193)
    let slot = (hash ^ (hash >>> 15)) & tableMask
    for (;;) {
      const field = this.#table[slot]!
      if (field === 0) break
      if (this.parent[field] === parent && this.#hasName(field, bytes, start, end)) return field
      slot = (slot + 1) & tableMask
    }
    if (this.count === fieldsCap) return overflowField
    const raw = Buffer.from(bytes.subarray(start, end)).toString()
    const escaped = raw.includes('\\')
    const key = escaped ? parseKey(raw) : raw.slice(0, -1)
    const path = [...this.paths[parent]!, key]
    const field = this.#add(path, parent, bytes.subarray(start, end))
    this.#table[slot] = field
    this.unusual[field] = (escaped ? unusualName.escaped : 0) | (isBarred(path) ? unusualName.barred : 0)
    if (escaped) this.same[field] = this.#plainSpelling(field, parent, key)
    return field
  }

  #hasName(field: number, bytes: Uint8Array, start: number, end: number): boolean {
    let k = this.nameStart[field]!
    if (this.nameEnd[field]! - k !== end - start) return false
    for (let i = start; i < end; i++, k++) if (this.names[k] !== bytes[i]) return false
    return true
  }

  /** The field that all spellings of a key stand for: the one without escapes, or the first where a key needs them. */
  #plainSpelling(field: number, parent: number, key: string): number {
    if (JSON.stringify(key) === `"${key}"`) {
      const plain = Buffer.from(`${key}"`)
      return this.find(parent, plain, 0, plain.length)
    }
    for (let other = overflowField + 1; other < field; other++) {
      if (this.parent[other] === parent && this.paths[other]!.at(-1) === key) return this.same[other]!
    }
    return field
  }

  #add(path: string[], parent: number, name: Uint8Array): number {
    const field = this.count
    if (this.#namesLength + name.length > this.names.length) {
      const larger = new Uint8Array((this.#namesLength + name.length) * 2)
      larger.set(this.names)
      this.names = larger
    }
    this.names.set(name, this.#namesLength)
    this.nameStart[field] = this.#namesLength
    this.#namesLength += name.length
    this.nameEnd[field] = this.#namesLength
    this.parent[field] = parent
    this.depth[field] = path.length
    this.same[field] = field
    this.unusual[field] = 0
    this.first[field] = rootField
    this.next[field] = rootField
    this.kinds[field] = 0
    this.seen[field] = 0
    this.paths.push(path)
    return field
  }

  #reset(): void {
    this.paths.length = 0
    this.#namesLength = 0
    this.#table.fill(0)
    // A byte that no UTF-8 text has: a guess that never comes true.
    const never = Uint8Array.of(0xff)
    this.#add([], rootField, never)
    this.#add([], rootField, never)
    this.unusual[overflowField] = unusualName.overflow
    // Its objects are not looked into.
    this.depth[overflowField] = pathDepth
  }
}

/** A key as it stands in the text, with its closing quote. */
function parseKey(raw: string): string {
  return String(JSON.parse(`"${raw}`))
}

const reserved = new Set<string>(reservedColumns.filter((name) => name !== '_time'))

/** Whether a field's name can never be a column's: such fields are kept in `_rest`. */
export function isBarred(path: readonly string[]): boolean {
  const name = path.join('.')
  const folded = foldCase(name)
  return (
    path.includes('') ||
    name.length > nameCap ||
    reserved.has(folded) ||
    folded.startsWith('_ducklake_') ||
    name.includes('\0') ||
    !name.isWellFormed()
  )
}
