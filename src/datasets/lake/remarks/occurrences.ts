import type { Run } from '../write/chunk.ts'

/** How often something was met in the records of a source, and where first. */
export interface Occurrence {
  readonly source: string
  readonly records: number
  readonly offset: number
  readonly received: number
  /** The first one's value, as JSON. */
  readonly value: string
}

export class Occurrences {
  records = 0
  readonly #bySource = new Map<string, Occurrence & { records: number }>()

  add({ source, received }: Run, offset: number, value: () => string): void {
    this.records++
    const known = this.#bySource.get(source)
    if (known) known.records++
    else this.#bySource.set(source, { source: sourceName(source), records: 1, offset, received, value: value() })
  }

  [Symbol.iterator](): Iterator<Occurrence> {
    return this.#bySource.values()
  }
}

/** Each replayed record has a source of its own. */
export function sourceName(source: string): string {
  return source.startsWith('replay:') ? 'replay' : source
}

const most_chars = 60

export function shortened(text: string): string {
  return text.length > most_chars ? `${text.slice(0, most_chars - 1)}…` : text
}
