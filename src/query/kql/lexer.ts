import { type Place, UserError } from '../../lib/errors.ts'
import type { Comparison, Glob } from '../plan.ts'

/** The pieces of a query. Positions count UTF-16 units from 0. */
export type Token = { readonly start: number; readonly end: number } & (
  | { readonly kind: '(' | ')' | '{' | '}' | ':' | 'and' | 'or' | 'not' | 'end' | Comparison }
  | { readonly kind: 'phrase'; readonly text: string }
  | { readonly kind: 'word'; readonly glob: Glob }
)

/** Longer queries are refused. */
const textCap = 20_000

const special = /[\\():<>"*{}]/
const space = /\s/

/** The tokens of the text, closed by one of the kind `end`. */
export function tokensOf(text: string): Token[] {
  if (text.length > textCap) {
    throw kqlError(text, textCap, `it is longer than ${textCap} characters`, 'Ask for less at once.')
  }
  const tokens: Token[] = []
  let at = 0
  for (;;) {
    while (at < text.length && space.test(text[at]!)) at++
    const token = tokenAt(text, at)
    tokens.push(token)
    if (token.kind === 'end') return tokens
    at = token.end
  }
}

/** An error with its place in the query. */
export function kqlError(text: string, at: number, why: string, hint: string): UserError {
  return new UserError('invalid', `cannot read query: ${why}`, { at: placeOf(text, at), hint })
}

function placeOf(text: string, at: number): Place {
  const before = text.slice(0, at).split('\n')
  return { line: before.length, column: before.at(-1)!.length + 1 }
}

function tokenAt(text: string, start: number): Token {
  const character = text[start]
  switch (character) {
    case undefined:
      return { kind: 'end', start, end: start }
    case '(':
    case ')':
    case '{':
    case '}':
    case ':':
      return { kind: character, start, end: start + 1 }
    case '<':
    case '>':
      return text[start + 1] === '='
        ? { kind: `${character}=`, start, end: start + 2 }
        : { kind: character, start, end: start + 1 }
    case '"':
      return phraseAt(text, start)
    default:
      return wordAt(text, start)
  }
}

function phraseAt(text: string, start: number): Token {
  let phrase = ''
  let at = start + 1
  while (text[at] !== '"') {
    if (at >= text.length) {
      throw kqlError(text, start, 'the quotes are not closed', 'Close them with ", or write \\" for quotes in a value.')
    }
    if (text[at] === '\\') {
      // As in Kibana, a backslash before anything else stands for itself between quotes.
      const escaped = /^\\(?:[\\"]|[trn]|u[0-9a-fA-F]{4})/.exec(text.slice(at, at + 6))?.[0] ?? '\\'
      phrase += escaped === '\\' ? escaped : literalOf(escaped)
      at += escaped.length
    } else {
      phrase += text[at++]
    }
  }
  return { kind: 'phrase', text: phrase.toWellFormed(), start, end: at + 1 }
}

function wordAt(text: string, start: number): Token {
  const keyword = /^\\?(and|or|not)(?=[\s():<>"{}]|$)/i.exec(text.slice(start, start + 5))?.[0]
  if (keyword) {
    const end = start + keyword.length
    if (keyword[0] === '\\') return { kind: 'word', glob: [keyword.slice(1)], start, end }
    return { kind: keyword.toLowerCase() as 'and' | 'or' | 'not', start, end }
  }
  const pieces = ['']
  let at = start
  while (at < text.length && !space.test(text[at]!)) {
    const character = text[at]!
    if (character === '*') {
      // Several stars are one.
      if (pieces.length === 1 || pieces.at(-1) !== '') pieces.push('')
      at++
    } else if (character === '\\') {
      const escaped = /^\\(?:[\\():<>"*{} ]|[trn]|u[0-9a-fA-F]{4})/.exec(text.slice(at, at + 6))?.[0]
      if (!escaped) {
        throw kqlError(
          text,
          at,
          `the escape "${text.slice(at, at + 2)}" is not known`,
          'Write \\\\ for a backslash, or put the value in quotes.',
        )
      }
      pieces[pieces.length - 1] += literalOf(escaped)
      at += escaped.length
    } else if (special.test(character)) {
      break
    } else {
      pieces[pieces.length - 1] += character
      at++
    }
  }
  return { kind: 'word', glob: pieces.map((piece) => piece.toWellFormed()), start, end: at }
}

function literalOf(escaped: string): string {
  const letter = escaped[1]!
  if (escaped.length === 6) return String.fromCharCode(Number.parseInt(escaped.slice(2), 16))
  return { t: '\t', r: '\r', n: '\n' }[letter] ?? letter
}
