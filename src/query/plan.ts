/**
 * What a query asks of a record, free of any query language and of any engine: languages are compiled to a plan, a plan to SQL
 * (`kql/sql.ts`) or to a predicate over parsed records (`match.ts`). Both answer alike.
 *
 * A plan has two truth values. A field that is missing or null matches nothing, and `not` is the complement.
 */
import { foldText } from '../model/words.ts'
import { gapRuns } from './kql/gaps.ts'
import { type TimeSpan, timeSpanOf } from './kql/time.ts'

export type Plan =
  | { readonly op: 'all' }
  | { readonly op: 'and' | 'or'; readonly of: readonly Plan[] }
  | { readonly op: 'not'; readonly of: Plan }
  | { readonly op: 'is'; readonly field: FieldSelector; readonly term: Term }
  | { readonly op: 'exists'; readonly field: Glob }
  | { readonly op: 'compare'; readonly field: Glob; readonly comparison: Comparison; readonly bound: Bound }

/** A condition on a field. */
export type Leaf = Extract<Plan, { readonly field: unknown }>

export function leavesOf(plan: Plan): Leaf[] {
  switch (plan.op) {
    case 'all':
      return []
    case 'and':
    case 'or':
      return plan.of.flatMap(leavesOf)
    case 'not':
      return leavesOf(plan.of)
    default:
      return [plan]
  }
}

export type Comparison = '<' | '<=' | '>' | '>='

/** Literal pieces with a star between each two: `['a', 'c']` is `a*c`, `['a']` is `a`. */
export type Glob = readonly string[]

/** A field by its name or pattern; undefined is every field. */
export type FieldSelector = Glob | undefined

/** What a value may be equal to. The type of the value decides which reading counts. */
export interface Term {
  /** As it is looked for in strings: case folded. */
  readonly glob: Glob
  /** The consecutive words to look for in a string, each a pattern within one word; none if there are only signs. */
  readonly words: readonly Glob[]
  readonly number: NumberLiteral | undefined
  readonly boolean: boolean | undefined
  readonly time: TimeSpan | undefined
}

/** The end of a range. */
export interface Bound {
  /** For strings, case folded; date arithmetic is resolved to ISO 8601. */
  readonly text: string
  readonly number: NumberLiteral | undefined
  readonly time: TimeSpan | undefined
}

export interface NumberLiteral {
  readonly value: number
  /** All digits, where it is whole. */
  readonly integer: bigint | undefined
}

/** Whether a pattern is stars only. */
export function isAnything(glob: Glob): boolean {
  return glob.length > 1 && glob.every((piece) => piece === '')
}

export function termOf(glob: Glob, now: Date): Term {
  const folded = glob.map(foldText)
  const words = wordGlobsOf(folded)
  const only = glob.length === 1 ? glob[0]! : undefined
  return {
    glob: folded,
    words,
    number: only === undefined ? undefined : maybeNumber(only),
    boolean: folded.length === 1 && (folded[0] === 'true' || folded[0] === 'false') ? folded[0] === 'true' : undefined,
    time: only === undefined ? undefined : timeSpanOf(only, now),
  }
}

export function boundOf(text: string, now: Date): Bound {
  const time = timeSpanOf(text, now)
  const isMath = time !== undefined && /^now|\|\|/.test(text)
  return {
    text: isMath ? foldText(new Date(Math.floor(time.from / 1000)).toISOString()) : foldText(text),
    number: maybeNumber(text),
    time,
  }
}

/** The form that a number has in a query or in a string. */
export const numberPattern = '[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?'
const wholeNumber = new RegExp(`^${numberPattern}$`)

export function maybeNumber(text: string): NumberLiteral | undefined {
  const value = wholeNumber.test(text) ? Number(text) : Number.NaN
  if (!Number.isFinite(value)) return undefined
  if (/^[+-]?\d+$/.test(text)) return { value, integer: BigInt(text.replace('+', '')) }
  return { value, integer: Number.isInteger(value) ? BigInt(value) : undefined }
}

/** The words of a pattern: runs of stars and what is no gap. Stars alone are any word, beside at least one real one. */
function wordGlobsOf(glob: Glob): Glob[] {
  const words: string[][] = []
  let open: string[] | undefined
  glob.forEach((piece, i) => {
    if (i > 0) {
      if (!open) {
        open = ['']
        words.push(open)
      }
      open.push('')
    }
    piece.split(gapRuns).forEach((part, k) => {
      if (part === '') return
      if (k % 2 === 1) {
        open = undefined
        return
      }
      if (!open) {
        open = ['']
        words.push(open)
      }
      open[open.length - 1] += part
    })
  })
  return words.some((word) => !isAnything(word)) ? words : []
}
