import { parseJson } from '../../model/record.ts'
import type { FunctionState } from '../function.ts'
import { parseSortableTime, sortableTime } from '../sortable-time.ts'
import { valueText } from '../value-text.ts'
import type { Totals } from './aggregate.ts'

export interface Window {
  readonly start_ms: number
  /** Not included. A session's moves with its last record. */
  readonly end_ms: number
  /** The values of the fields that the records have in common, and their text. */
  readonly group: readonly unknown[]
  readonly key: string
  readonly totals: Totals
}

/**
 * The open windows: in the state as `w/<end>/<start>/<group>`, so that those that end first come first, and `g/<group>` for the
 * sessions of a group. What a batch touches is kept in memory until the batch is over.
 */
export class Windows {
  readonly #state: FunctionState
  readonly #touched = new Map<string, Window | undefined>()
  readonly #sessions = new Map<string, [start_ms: number, end_ms: number][]>()

  constructor(state: FunctionState) {
    this.#state = state
  }

  find(start_ms: number, end_ms: number, key: string): Window | undefined {
    const at = placeOf(start_ms, end_ms, key)
    if (this.#touched.has(at)) return this.#touched.get(at)
    const kept = this.#state.get(at) as Kept | undefined
    return kept && { start_ms, end_ms, key, ...windowOf(kept) }
  }

  put(window: Window): void {
    this.#touched.set(placeOf(window.start_ms, window.end_ms, window.key), window)
  }

  remove({ start_ms, end_ms, key }: Window): void {
    this.#touched.set(placeOf(start_ms, end_ms, key), undefined)
  }

  /** The spans of the sessions of a group. */
  sessionsOf(key: string): readonly [start_ms: number, end_ms: number][] {
    return this.#sessions.get(key) ?? (this.#state.get(`g/${key}`) as [number, number][] | undefined) ?? []
  }

  putSessions(key: string, spans: [start_ms: number, end_ms: number][]): void {
    this.#sessions.set(key, spans)
  }

  /** Writes what was touched. */
  flush(): void {
    for (const [at, window] of this.#touched) {
      if (window) this.#state.set(at, [valueText(window.group), window.totals] satisfies Kept)
      else this.#state.delete(at)
    }
    for (const [key, spans] of this.#sessions) {
      if (spans.length > 0) this.#state.set(`g/${key}`, spans)
      else this.#state.delete(`g/${key}`)
    }
    this.#touched.clear()
    this.#sessions.clear()
  }

  /** All of them, those that end first first. For after `flush`. */
  *inOrder(): Generator<Window, void, void> {
    for (const [at, value] of this.#state.entries('w/')) {
      const [, end, start] = at.split('/', 3)
      const key = at.slice(`w/${end}/${start}/`.length)
      yield { start_ms: parseSortableTime(start!), end_ms: parseSortableTime(end!), key, ...windowOf(value as Kept) }
    }
  }
}

/** The group as text, because JSON values have no long integers. */
type Kept = [group: string, totals: Totals]

function windowOf([group, totals]: Kept): Pick<Window, 'group' | 'totals'> {
  return { group: parseJson(group) as unknown[], totals }
}

function placeOf(start_ms: number, end_ms: number, key: string): string {
  return `w/${sortableTime(end_ms)}/${sortableTime(start_ms)}/${key}`
}
