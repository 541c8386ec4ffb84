import type { UserError } from '../../lib/errors.ts'
import type { Comparison, Glob } from '../plan.ts'
import { kqlError, type Token, tokensOf } from './lexer.ts'
import type { Kql, Name, Value } from './syntax.ts'

/** Deeper nesting than this is refused. */
export const nestingCap = 100

/**
 * Parses the Kibana Query Language, as Kibana's own grammar has it (elastic/kibana, `packages/kbn-es-query/grammar/grammar.peggy`). Kibana
 * refuses a colon in an unquoted value; here it may follow without spaces: `url:http://example.org`.
 * Throws `invalid` with the place in the text.
 */
export function parseKql(text: string): Kql {
  return new Parser(text).parse()
}

type PartialIs = (field: Name) => Kql

class Parser {
  readonly #text: string
  readonly #tokens: Token[]
  #next = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
    this.#tokens = tokensOf(text)
  }

  parse(): Kql {
    if (this.#tokens.length === 1) return { type: 'all' }
    const kql = this.#or()
    if (this.#token.kind !== 'end') throw this.#unexpectedAfter(this.#token)
    return kql
  }

  #or(): Kql {
    return this.#chain('or', () => this.#chain('and', () => this.#not(() => this.#condition())))
  }

  #chain(type: 'and' | 'or', operand: () => Kql): Kql {
    const of = [operand()]
    while (this.#maybeTake(type)) of.push(operand())
    return of.length === 1 ? of[0]! : { type, of }
  }

  #not(operand: () => Kql): Kql {
    if (!this.#maybeTake('not')) return operand()
    return { type: 'not', of: this.#deeper(() => this.#not(operand)) }
  }

  #condition(): Kql {
    const token = this.#token
    if (this.#maybeTake('(')) return this.#deeper(() => this.#closing(')', token, () => this.#or()))
    if (token.kind === 'phrase') {
      this.#next++
      if (this.#isFieldEnd(this.#token)) return this.#field({ glob: [token.text], at: token.start })
      return { type: 'is', field: undefined, value: { phrase: token.text } }
    }
    if (token.kind !== 'word') throw this.#missingCondition(token)
    const words = this.#words()
    if (!this.#isFieldEnd(this.#token)) return { type: 'is', field: undefined, value: { words: words.map(globOf) } }
    if (words.length > 1) throw this.#missingOperator(words.at(-1)!)
    return this.#field({ glob: globOf(words[0]!), at: token.start })
  }

  /** What follows a field's name. */
  #field(field: Name): Kql {
    const operator = this.#token
    this.#next++
    const token = this.#token
    if (operator.kind !== ':') {
      return { type: 'range', field, comparison: operator.kind as Comparison, value: this.#rangeEnd(operator) }
    }
    if (token.kind === '{') {
      this.#refuseLuceneRange(token)
      this.#next++
      return { type: 'nested', field, of: this.#deeper(() => this.#closing('}', token, () => this.#or())) }
    }
    return this.#list(operator)(field)
  }

  /** The values of a field: one, or a list in parentheses. */
  #list(after: Token): PartialIs {
    const token = this.#token
    if (this.#maybeTake('(')) {
      return this.#deeper(() => this.#closing(')', token, () => this.#listOr(token)))
    }
    const value = this.#value(after)
    return (field) => ({ type: 'is', field, value })
  }

  #listOr(after: Token): PartialIs {
    return this.#listChain('or', () => this.#listChain('and', () => this.#listNot(after)))
  }

  #listChain(type: 'and' | 'or', operand: () => PartialIs): PartialIs {
    const of = [operand()]
    while (this.#maybeTake(type)) of.push(operand())
    return of.length === 1 ? of[0]! : (field) => ({ type, of: of.map((partial) => partial(field)) })
  }

  #listNot(after: Token): PartialIs {
    if (!this.#maybeTake('not')) return this.#list(after)
    const partial = this.#deeper(() => this.#listNot(after))
    return (field) => ({ type: 'not', of: partial(field) })
  }

  #value(after: Token): Value {
    const token = this.#token
    if (token.kind === 'phrase') {
      this.#next++
      return { phrase: token.text }
    }
    if (token.kind !== 'word') throw this.#missingValue(after)
    this.#refuseLuceneRange(token)
    const first = this.#gluedWord()
    const words = [first, ...this.#words()]
    if (this.#isFieldEnd(this.#token)) {
      throw words.length > 1 ? this.#missingOperator(words.at(-1)!) : this.#unexpectedAfter(this.#token)
    }
    return { words: words.map(globOf) }
  }

  #rangeEnd(after: Token): string {
    const token = this.#token
    if (token.kind === 'phrase') {
      this.#next++
      return token.text
    }
    if (token.kind !== 'word') throw this.#missingValue(after)
    const { glob } = this.#gluedWord()
    if (glob.length > 1) {
      throw this.#error(token, `expecting a value after "${after.kind}"; got a wildcard`, 'Name the end of the range.')
    }
    if (this.#token.kind === 'word') throw this.#missingOperator(this.#token)
    return glob[0]!
  }

  #words(): WordToken[] {
    const words: WordToken[] = []
    for (let token = this.#token; token.kind === 'word'; token = this.#token) {
      this.#refuseForeignOperator(token)
      words.push(token)
      this.#next++
    }
    return words
  }

  /** A word with the colons in it: `2026-01-01T10:00`. */
  #gluedWord(): WordToken {
    let word = this.#token as WordToken
    this.#next++
    for (;;) {
      const [colon, more] = this.#tokens.slice(this.#next, this.#next + 2)
      if (colon?.kind !== ':' || colon.start !== word.end || more?.kind !== 'word' || more.start !== colon.end)
        return word
      const glob = [...word.glob.slice(0, -1), `${word.glob.at(-1)}:${more.glob[0]}`, ...more.glob.slice(1)]
      word = { kind: 'word', glob, start: word.start, end: more.end }
      this.#next += 2
    }
  }

  #deeper<T>(parse: () => T): T {
    if (++this.#depth > nestingCap) {
      throw this.#error(this.#token, `it nests deeper than ${nestingCap}`, 'Take parentheses away.')
    }
    const parsed = parse()
    this.#depth--
    return parsed
  }

  #closing<T>(kind: ')' | '}', opening: Token, parse: () => T): T {
    const parsed = parse()
    if (this.#maybeTake(kind)) return parsed
    if (this.#token.kind !== 'end') throw this.#unexpectedAfter(this.#token)
    throw this.#error(opening, `"${opening.kind}" is not closed`, `Close it with "${kind}".`)
  }

  get #token(): Token {
    return this.#tokens[this.#next]!
  }

  #maybeTake(kind: Token['kind']): boolean {
    if (this.#token.kind !== kind) return false
    this.#next++
    return true
  }

  #isFieldEnd(token: Token): boolean {
    return [':', '<', '<=', '>', '>='].includes(token.kind)
  }

  #rawOf(token: Token): string {
    return token.kind === 'end' ? 'the end' : JSON.stringify(this.#text.slice(token.start, token.end))
  }

  #error(token: Token, why: string, hint: string): UserError {
    return kqlError(this.#text, token.start, why, hint)
  }

  #missingCondition(token: Token): UserError {
    const hint =
      token.kind === 'and' || token.kind === 'or'
        ? `Write a condition on both sides, or \\${token.kind} for the word itself.`
        : this.#isFieldEnd(token)
          ? 'Write the name of a field before it, or put the value in quotes.'
          : 'Write a condition such as status:404, or a word to look for.'
    return this.#error(token, `expecting a condition; got ${this.#rawOf(token)}`, hint)
  }

  #missingValue(after: Token): UserError {
    const token = this.#token
    const hint =
      after.kind === ':' && this.#isFieldEnd(token)
        ? `Write it without the colon: field ${token.kind} 5.`
        : 'Write a value, a "quoted phrase", or * for any value.'
    return this.#error(token, `expecting a value after "${after.kind}"; got ${this.#rawOf(token)}`, hint)
  }

  #missingOperator(token: Token): UserError {
    const raw = this.#text.slice(token.start, token.end)
    const hint = this.#isFieldEnd(this.#token)
      ? `Write "and ${raw}" or "or ${raw}"; a field's name with spaces needs quotes.`
      : `Write "and ${raw}" or "or ${raw}", or put the value in quotes.`
    return this.#error(token, `expecting "and" or "or" before ${this.#rawOf(token)}`, hint)
  }

  #unexpectedAfter(token: Token): UserError {
    if (token.kind === ')' || token.kind === '}') {
      return this.#error(token, `"${token.kind}" closes nothing`, `Take it away, or write \\${token.kind} for itself.`)
    }
    if (this.#isFieldEnd(token)) {
      return this.#error(token, `got ${this.#rawOf(token)} within a value`, 'Put the value in quotes.')
    }
    return this.#missingOperator(token)
  }

  #refuseForeignOperator(token: WordToken): void {
    const meant = foreignOperators.get(this.#text.slice(token.start, token.end))
    if (meant) throw this.#error(token, `"${meant}" is written as a word`, `Write "${meant}", or quote the signs.`)
  }

  #refuseLuceneRange(token: Token): void {
    if (!/^[[{]\s*("[^"]*"|\S+)\s+TO\s+("[^"]*"|\S+?)\s*[\]}]/.test(this.#text.slice(token.start, token.start + 200)))
      return
    throw this.#error(token, '[a TO b] is a range of Lucene, not of KQL', 'Write field >= a and field <= b.')
  }
}

const foreignOperators = new Map([
  ['&&', 'and'],
  ['||', 'or'],
  ['!', 'not'],
])

type WordToken = Extract<Token, { kind: 'word' }>

function globOf(token: WordToken): Glob {
  return token.glob
}
