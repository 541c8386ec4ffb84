import { Unreadable } from './unreadable.ts'

const quarter_ms = 900_000
const day_ms = 86_400_000

/** The clock of a zone of the IANA database, such as Europe/Madrid. */
export class Zone {
  readonly name: string
  readonly #format: Intl.DateTimeFormat
  /** By quarter of an hour: no zone has changed its clock within one for a century. */
  readonly #offsets = new Map<number, number>()

  /** Throws a RangeError for a zone that does not exist. */
  constructor(name: string) {
    this.name = name
    const parts = {
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    } as const
    this.#format = new Intl.DateTimeFormat('en-u-ca-iso8601', { timeZone: name, hourCycle: 'h23', ...parts })
  }

  /** The instant at which the clock showed a time; none or two of them when it is put forward or back. */
  instantOf(local_ms: number): number | Unreadable {
    const offsets = new Set([this.#offsetAt(local_ms - day_ms), this.#offsetAt(local_ms + day_ms)])
    const instants = [...offsets]
      .map((offset) => local_ms - offset)
      .filter((at) => this.#offsetAt(at) === local_ms - at)
    if (instants.length === 1) return instants[0]!
    const times = instants.length === 0 ? 'no' : 'more than one'
    return new Unreadable(`there is ${times} such time in ${this.name}, where the clock was changed`)
  }

  #offsetAt(at_ms: number): number {
    const quarter = Math.floor(at_ms / quarter_ms)
    let offset = this.#offsets.get(quarter)
    if (offset === undefined) {
      offset = this.#shownAt(quarter * quarter_ms) - quarter * quarter_ms
      if (this.#offsets.size > 10_000) this.#offsets.clear()
      this.#offsets.set(quarter, offset)
    }
    return offset
  }

  #shownAt(at_ms: number): number {
    const parts = Object.fromEntries(this.#format.formatToParts(at_ms).map(({ type, value }) => [type, Number(value)]))
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
    const date = new Date(0)
    date.setUTCFullYear(year, month - 1, day)
    return date.setUTCHours(hour, minute, second)
  }
}
