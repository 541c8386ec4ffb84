import { type Bound, type Comparison, isAnything, type NumberLiteral, numberPattern, type Term } from '../plan.ts'
import { isDigitGlob, type Nature } from './columns.ts'
import type { GapClasses } from './gaps.ts'
import type { Params } from './sql.ts'
import type { TimeSpan } from './time.ts'

/** Wider integers are not compared as such. */
const widest = 2n ** 126n

/** The condition that a value equals the term; undefined where values of its nature never do. */
export function equals(value: string, nature: Nature, term: Term, params: Params): string | undefined {
  switch (nature.is) {
    case 'list':
      return anyItem(value, (item) => equals(item, nature.of, term, params))
    case 'text':
      return textEquals(value, term, params)
    case 'other':
      return textEquals(`cast(${value} as varchar)`, term, params)
    case 'integer': {
      const integer = term.number?.integer
      if (integer !== undefined && integer < widest && integer > -widest) return `${value} = ${integer}`
      return isDigitGlob(term.glob) ? `cast(${value} as varchar) like ${likeOf(term)}` : undefined
    }
    case 'real':
      return realEquals(value, term)
    case 'boolean':
      return term.boolean === undefined ? undefined : `${value} = ${term.boolean}`
    case 'time':
      return term.time && `${value} >= ${timestamp(term.time.from)} and ${value} < ${timestamp(term.time.until)}`
  }
}

export function realEquals(value: string, term: Term): string | undefined {
  if (term.number) return `${value} = ${double(term.number)}`
  if (!isDigitGlob(term.glob)) return undefined
  // Whole numbers only: a fraction has no one form as text.
  const isWhole = `abs(${value}) < ${2 ** 53} and ${value} = trunc(${value})`
  return `case when ${isWhole} then cast(cast(${value} as bigint) as varchar) like ${likeOf(term)} end`
}

/** By words, without case; signs alone are looked for as they are. The regular expression runs only where the text has the words. */
export function textEquals(value: string, term: Term, params: Params): string {
  const only = term.glob.length === 1 ? term.glob[0] : undefined
  if (only === '') return `${value} = ''`
  if (only !== undefined && term.words.length === 0) return `contains(${foldedFor(only, value)}, ${params.add(only)})`
  // The star of a pattern may stand between a letter and its accent.
  const subject = only === undefined ? foldedSql(value) : foldedFor(only, value)
  return `case when ${hasPieces(value, term, params)} then regexp_matches(${subject}, ${params.add(patternOf(term, params.gaps))}) end`
}

/** Whether a text has the pieces of the words, in their order: cheaper than any regular expression, and all that most texts are asked. */
function hasPieces(value: string, { words, glob }: Term, params: Params): string {
  const pieces = (words.length > 0 ? words.flat() : glob).filter((piece) => piece !== '')
  // Where LIKE would take a character for a wildcard, it is slow.
  if (pieces.length === 0 || pieces.some((piece) => /[%_\\]/.test(piece))) {
    const longest = pieces.reduce((best, piece) => (piece.length > best.length ? piece : best), '')
    return `contains(${foldedFor(longest, value)}, ${params.add(longest)})`
  }
  return `${foldedFor(pieces.join(''), value)} like ${params.add(`%${pieces.join('%')}%`)}`
}

/** What finds a text as if the value were folded, at less cost: normal forms leave ASCII alone, and digits have no case. */
function foldedFor(text: string, value: string): string {
  if (/[^\0-\x7f]/.test(text)) return foldedSql(value)
  return /[a-z]/.test(text) ? `lower(${value})` : value
}

/** What `foldText` does. */
function foldedSql(value: string): string {
  return `replace(nfc_normalize(lower(nfc_normalize(${value}))), 'ς', 'σ')`
}

/** A regular expression of RE2 over folded text: consecutive words, or, with wildcards, also the text as a whole. */
function patternOf({ words, glob }: Term, { gap, notGap }: GapClasses): string {
  const sequence = words
    .map((word) => (isAnything(word) ? `${notGap}+` : word.map(escapePattern).join(`${notGap}*`)))
    .join(`${gap}+`)
  const whole = `^${glob.map(escapePattern).join('.*')}$`
  if (words.length === 0) return `(?s)${whole}`
  const somewhere = `(?:^|${gap})${sequence}(?:${gap}|$)`
  return glob.length === 1 ? somewhere : `(?s)${somewhere}|${whole}`
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

/** The condition that a value lies on the bound's side. */
export function compares(
  value: string,
  nature: Nature,
  comparison: Comparison,
  bound: Bound,
  params: Params,
): string | undefined {
  switch (nature.is) {
    case 'list':
      return anyItem(value, (item) => compares(item, nature.of, comparison, bound, params))
    case 'text':
      return textCompares(value, comparison, bound, params)
    case 'other':
      return textCompares(`cast(${value} as varchar)`, comparison, bound, params)
    case 'integer':
      return bound.number && `${value} ${comparison} ${wholeEnd(bound.number, comparison)}`
    case 'real':
      return bound.number && `${value} ${comparison} ${double(bound.number)}`
    case 'time':
      return bound.time && timeCompares(value, comparison, bound.time)
    case 'boolean':
      return undefined
  }
}

/** Strings that are numbers are compared with numbers as such; all else is in the order of characters, without case. */
export function textCompares(value: string, comparison: Comparison, bound: Bound, params: Params): string {
  if (!bound.number) return `${foldedSql(value)} ${comparison} ${params.add(bound.text)}`
  const isNumber = `regexp_full_match(${value}, ${params.add(numberPattern)})`
  return `case when ${isNumber} then try_cast(${value} as double) ${comparison} ${double(bound.number)} end`
}

/** A day, a month are spans: after one is from its end on, up to one is before its end. */
function timeCompares(value: string, comparison: Comparison, { from, until }: TimeSpan): string {
  if (comparison === '>') return `${value} >= ${timestamp(until)}`
  if (comparison === '<=') return `${value} < ${timestamp(until)}`
  return `${value} ${comparison} ${timestamp(from)}`
}

function wholeEnd({ value, integer }: NumberLiteral, comparison: Comparison): string {
  if (integer === undefined)
    return String(comparison === '>' || comparison === '<=' ? Math.floor(value) : Math.ceil(value))
  return integer < widest && integer > -widest ? String(integer) : double({ value, integer })
}

function anyItem(list: string, condition: (item: string) => string | undefined): string | undefined {
  const itemCondition = condition('item')
  return itemCondition && `list_bool_or(list_transform(${list}, lambda item: ${itemCondition}))`
}

function timestamp(micros: number): string {
  const text = new Date(Math.floor(micros / 1000)).toISOString()
  if (!/^\d{4}-/.test(text)) return `make_timestamp(${micros})`
  const below = ((micros % 1000) + 1000) % 1000
  return `timestamp '${text.slice(0, -1).replace('T', ' ')}${below ? String(below).padStart(3, '0') : ''}'`
}

function double({ value }: NumberLiteral): string {
  return `cast(${value} as double)`
}

function likeOf(term: Term): string {
  return `'${term.glob.join('%')}'`
}
