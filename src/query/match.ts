/** A plan as a predicate over parsed records, for what is followed live. It answers as the SQL of the same plan does. */
import { foldCase } from '../model/fold-case.ts'
import { isJsonObject, type JsonRecord } from '../model/record.ts'
import { parseTime } from '../model/time-field.ts'
import { foldText } from '../model/words.ts'
import {
  globFits,
  isDigitGlob,
  isReserved,
  matchesName,
  type Nature,
  natureOf,
  type QueryColumn,
} from './kql/columns.ts'
import { matchedWords } from './kql/gaps.ts'
import {
  type Bound,
  type Comparison,
  type FieldSelector,
  type Glob,
  isAnything,
  maybeNumber,
  type Plan,
  type Term,
} from './plan.ts'

export type Matcher = (record: JsonRecord) => boolean

/**
 * Whether a record as parsed from JSON meets the plan. `columns` say of which type a value is in the dataset, where that is not the JSON
 * value's own (a declared timestamp, a number in a column of strings); of two of one name the first counts.
 */
export function matcherOf(plan: Plan, columns: readonly QueryColumn[]): Matcher {
  const natures = new Map(columns.toReversed().map(({ name, type }) => [foldCase(name), natureOf(type)]))
  natures.set('_time', { is: 'time' })
  natures.set('_received', { is: 'time' })
  return build(plan, natures)
}

type Natures = ReadonlyMap<string, Nature>

function build(plan: Plan, natures: Natures): Matcher {
  switch (plan.op) {
    case 'all':
      return () => true
    case 'and': {
      const parts = plan.of.map((part) => build(part, natures))
      return (record) => parts.every((part) => part(record))
    }
    case 'or': {
      const parts = plan.of.map((part) => build(part, natures))
      return (record) => parts.some((part) => part(record))
    }
    case 'not': {
      const part = build(plan.of, natures)
      return (record) => !part(record)
    }
    case 'is':
      return anyValue(plan.field, natures, (value, nature) => equals(value, nature, plan.term))
    case 'exists': {
      const group = plan.field.length === 1 ? [`${plan.field[0]}.`, ''] : undefined
      const itself = anyValue(plan.field, natures, () => true)
      const within = group && anyValue(group, natures, () => true)
      return (record) => itself(record) || within?.(record) === true
    }
    case 'compare':
      return anyValue(plan.field, natures, (value, nature) => compares(value, nature, plan.comparison, plan.bound))
  }
}

type Test = (value: unknown, nature: Nature | undefined) => boolean

/** Whether any value of the fields passes; nested objects are fields with dotted names, lists are tried item by item. */
function anyValue(field: FieldSelector, natures: Natures, test: Test): Matcher {
  const wanted = field?.length === 1 ? foldCase(field[0]!) : undefined
  const visit = (object: JsonRecord, prefix: string): boolean => {
    for (const key of Object.keys(object)) {
      const value = object[key]
      if (value === null || value === undefined) continue
      const name = prefix + key
      if (wanted !== undefined && !mayLeadTo(wanted, name)) continue
      const folded = wanted === undefined ? '' : foldCase(name)
      if (wanted !== undefined && folded !== wanted && !wanted.startsWith(`${folded}.`)) continue
      if (isJsonObject(value)) {
        if (visit(value, `${name}.`)) return true
      } else if (wanted !== undefined ? folded === wanted : field ? matchesName(field, name) : !isReserved(name)) {
        if (anyItem(value, natures.get(foldCase(name)), test)) return true
      }
    }
    return false
  }
  return (record) => visit(record, '')
}

/** Whether a name is as long as the one that is wanted, or as the name of an object on the way to it: the cheap part of the question. */
function mayLeadTo(wanted: string, name: string): boolean {
  return name.length === wanted.length || (name.length < wanted.length && wanted[name.length] === '.')
}

function anyItem(value: unknown, nature: Nature | undefined, test: Test): boolean {
  if (!Array.isArray(value)) return test(value, nature)
  // The lake keeps lists of lists and of objects, and lists among strings, as JSON text.
  const isText = (nature && nature.is !== 'list') || value.some((item) => typeof item === 'object' && item !== null)
  if (isText) return test(JSON.stringify(value), nature)
  const itemNature = nature?.is === 'list' ? nature.of : undefined
  return value.some((item) => item !== null && test(item, itemNature))
}

function equals(value: unknown, nature: Nature | undefined, term: Term): boolean {
  switch (natureOfValue(value, nature)) {
    case 'integer':
    case 'real':
      return numberEquals(Number(value), term)
    case 'boolean':
      return maybeBoolean(value) === term.boolean
    case 'time': {
      const time = parseTime(value)
      return time !== undefined && term.time !== undefined && time >= term.time.from && time < term.time.until
    }
    default:
      return textEquals(String(value), term)
  }
}

/** That of the column; a value that does not fit it lies in `_rest`, where it has its own. */
function natureOfValue(value: unknown, nature: Nature | undefined): Nature['is'] {
  if (nature && fits(value, nature)) return nature.is
  if (typeof value === 'number' || typeof value === 'bigint') return 'real'
  return typeof value === 'boolean' ? 'boolean' : 'text'
}

function fits(value: unknown, { is }: Nature): boolean {
  switch (is) {
    case 'integer':
    case 'real':
      return typeof value === 'string' ? maybeNumber(value.trim()) !== undefined : typeof value !== 'boolean'
    case 'boolean':
      return maybeBoolean(value) !== undefined
    case 'time':
      return parseTime(value) !== undefined
    default:
      return true
  }
}

function maybeBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value
  const text = typeof value === 'string' ? value.trim().toLowerCase() : ''
  return text === 'true' ? true : text === 'false' ? false : undefined
}

function numberEquals(value: number, term: Term): boolean {
  if (term.number) return value === term.number.value
  return isDigitGlob(term.glob) && Number.isSafeInteger(value) && globFits(term.glob, String(value))
}

function textEquals(text: string, { glob, words }: Term): boolean {
  if (glob.length === 1 && glob[0] === '') return text === ''
  const folded = foldText(text)
  if (glob.length === 1 && words.length === 0) return folded.includes(glob[0]!)
  if (words.length > 0 && words.every((word) => word.every((piece) => folded.includes(piece)))) {
    if (hasSequence(matchedWords(folded), words)) return true
  }
  return glob.length > 1 && globFits(glob, folded)
}

function hasSequence(words: readonly string[], wanted: readonly Glob[]): boolean {
  for (let start = 0; start + wanted.length <= words.length; start++) {
    if (wanted.every((glob, i) => isAnything(glob) || globFits(glob, words[start + i]!))) return true
  }
  return false
}

function compares(value: unknown, nature: Nature | undefined, comparison: Comparison, bound: Bound): boolean {
  switch (natureOfValue(value, nature)) {
    case 'integer':
    case 'real':
      return bound.number !== undefined && isOrdered(Number(value) - bound.number.value, comparison)
    case 'boolean':
      return false
    case 'time':
      return timeCompares(parseTime(value), comparison, bound)
    default:
      return textCompares(String(value), comparison, bound)
  }
}

function timeCompares(time: number | undefined, comparison: Comparison, { time: span }: Bound): boolean {
  if (time === undefined || !span) return false
  if (comparison === '>') return time >= span.until
  if (comparison === '<=') return time < span.until
  return isOrdered(time - span.from, comparison)
}

function textCompares(text: string, comparison: Comparison, bound: Bound): boolean {
  if (bound.number) {
    const number = maybeNumber(text)
    return number !== undefined && isOrdered(number.value - bound.number.value, comparison)
  }
  // In the order of code points, as UTF-8 has it.
  return isOrdered(Buffer.compare(Buffer.from(foldText(text)), Buffer.from(bound.text)), comparison)
}

function isOrdered(difference: number, comparison: Comparison): boolean {
  switch (comparison) {
    case '<':
      return difference < 0
    case '<=':
      return difference <= 0
    case '>':
      return difference > 0
    case '>=':
      return difference >= 0
  }
}
