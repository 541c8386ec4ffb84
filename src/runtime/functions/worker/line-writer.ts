import type { Batch } from '../../../model/batch.ts'

/** NDJSON in the making: lines that stay are taken over as bytes, many at once where they are neighbours. */
export class LineWriter {
  #pieces: Uint8Array[] = []
  #text = ''
  #count = 0
  #from = 0
  #until = 0
  readonly #source: Uint8Array

  constructor(source: Uint8Array) {
    this.#source = source
  }

  /** Takes a line of the source over, with its end. */
  keep(start: number, end: number): void {
    if (this.#text !== '') this.#flushText()
    if (start !== this.#until) {
      this.#flushKept()
      this.#from = start
    }
    this.#until = end + 1
    this.#count++
  }

  add(line: string): void {
    if (this.#until > this.#from) this.#flushKept()
    this.#text += line
    this.#text += '\n'
    this.#count++
  }

  batch(): Batch {
    this.#flushText()
    this.#flushKept()
    const bytes = this.#pieces.length === 1 ? this.#pieces[0]! : Buffer.concat(this.#pieces)
    return { bytes, count: this.#count }
  }

  #flushText(): void {
    if (this.#text !== '') this.#pieces.push(Buffer.from(this.#text))
    this.#text = ''
  }

  #flushKept(): void {
    if (this.#until > this.#from) {
      this.#pieces.push(this.#source.subarray(this.#from, this.#until))
      if (this.#until > this.#source.length) this.#pieces.push(lineEnd)
    }
    this.#from = this.#until
  }
}

const lineEnd = Buffer.from('\n')
