import { fieldOf, type NewRecord, put } from '../field.ts'
import type { JsonRecord } from '../function.ts'
import { shown } from '../value-text.ts'
import { addExactly, sumOf } from './exact-sum.ts'

export const aggregatePattern = '^(count|(sum|min|max|mean)\\(.+\\))$'

/** What is known of the numbers of one field; JSON, as it is kept in the state. */
interface Numbers {
  count: number
  min: number
  max: number
  /** See `addExactly`. */
  sum: number[]
}

export interface Totals {
  records: number
  readonly fields: readonly Numbers[]
}

/** Larger numbers could overflow in a sum. */
const largest = 1e300

const results = {
  sum: ({ sum }: Numbers) => sumOf(sum),
  min: ({ min }: Numbers) => min,
  max: ({ max }: Numbers) => max,
  mean: ({ sum, count }: Numbers) => sumOf(sum) / count,
}

/** The aggregates by name as they were declared: `{ warmest: 'max(temp)', readings: 'count' }`. */
export class Aggregates {
  readonly #fields: readonly ReturnType<typeof fieldOf>[]
  readonly #results: readonly { readonly name: string; of(totals: Totals): number | null }[]

  constructor(declared: Readonly<Record<string, string>>) {
    const parsed = Object.entries(declared).map(([name, text]) => {
      const [, of, field] = /^(sum|min|max|mean)\((.+)\)$/.exec(text) ?? []
      return { name, of: of as keyof typeof results | undefined, field: field?.trim() ?? '' }
    })
    const names = [...new Set(parsed.filter(({ of }) => of).map(({ field }) => field))]
    this.#fields = names.map(fieldOf)
    this.#results = parsed.map(({ name, of, field }) => {
      if (of === undefined) return { name, of: ({ records }) => records }
      const place = names.indexOf(field)
      return { name, of: ({ fields }) => (fields[place]!.count === 0 ? null : results[of](fields[place]!)) }
    })
  }

  /** The numbers of a record, undefined where there is none, or why there is another thing. */
  read(record: JsonRecord): (number | undefined)[] | string {
    const numbers: (number | undefined)[] = []
    for (const field of this.#fields) {
      const value = field.read(record)
      const number = typeof value === 'bigint' ? Number(value) : (value ?? undefined)
      if (number !== undefined && !(typeof number === 'number' && Math.abs(number) <= largest))
        return `cannot aggregate ${field.name}: expecting a number of at most ${largest}; got ${shown(value)}`
      numbers.push(number)
    }
    return numbers
  }

  start(): Totals {
    return { records: 0, fields: this.#fields.map(() => ({ count: 0, min: 0, max: 0, sum: [] })) }
  }

  add(totals: Totals, numbers: readonly (number | undefined)[]): void {
    totals.records++
    totals.fields.forEach((field, i) => {
      const number = numbers[i]
      if (number === undefined) return
      field.min = field.count === 0 ? number : Math.min(field.min, number)
      field.max = field.count === 0 ? number : Math.max(field.max, number)
      field.count++
      addExactly(field.sum, number)
    })
  }

  /** Adds what another window had. */
  merge(totals: Totals, other: Totals): void {
    totals.records += other.records
    totals.fields.forEach((field, i) => {
      const { count, min, max, sum } = other.fields[i]!
      if (count === 0) return
      field.min = field.count === 0 ? min : Math.min(field.min, min)
      field.max = field.count === 0 ? max : Math.max(field.max, max)
      field.count += count
      for (const partial of sum) addExactly(field.sum, partial)
    })
  }

  write(record: NewRecord, totals: Totals): void {
    for (const { name, of } of this.#results) put(record, name, of(totals))
  }
}
