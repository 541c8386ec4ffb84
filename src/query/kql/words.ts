/**
 * The words that any matching record must contain, for the token index: a conjunction of disjunctions. Sound, not complete: what
 * cannot be said in words of the record's own bytes says nothing.
 */
import { wordsOf } from '../../model/words.ts'
import type { NumberLiteral, Plan, Term } from '../plan.ts'
import { columnsOf, isDigitGlob, isReserved, type Nature, natureOf, type QueryColumn, restColumn } from './columns.ts'

/** Each clause lists words of which one must occur. No clause: nothing can be said. */
export type WordClauses = readonly (readonly string[])[]

/** More clauses than this, or longer ones, cost more than they spare. */
const clausesCap = 32
const clauseCap = 64

export function requiredWords(plan: Plan, columns: readonly QueryColumn[]): WordClauses {
  return clausesOf(plan, columns).filter((clause) => clause.length > 0)
}

/** An empty clause is never met: so is a condition on a field that does not exist. */
const never: WordClauses = [[]]

function clausesOf(plan: Plan, columns: readonly QueryColumn[]): WordClauses {
  switch (plan.op) {
    case 'and':
      return simplify(plan.of.flatMap((part) => clausesOf(part, columns)))
    case 'or':
      return anyOf(plan.of.map((part) => clausesOf(part, columns)))
    case 'is':
      return wordsOfTerm(
        plan.term,
        plan.field ? columnsOf(plan.field, columns) : columnsOf(undefined, columns),
        columns,
      )
    default:
      return []
  }
}

function wordsOfTerm(term: Term, meant: readonly QueryColumn[], all: readonly QueryColumn[]): WordClauses {
  const natures = meant.map(({ name, type }): Nature => (isReserved(name) ? { is: 'other' } : natureOf(type)))
  // `_rest` has values of all natures that JSON has.
  if (all.some(({ name }) => name === restColumn)) natures.push({ is: 'text' }, { is: 'real' }, { is: 'boolean' })
  const ways = new Map(natures.map((nature) => wayOf(term, nature)).map((way) => [JSON.stringify(way), way]))
  return anyOf([...ways.values()])
}

/** What a value of this nature needs to equal the term. */
function wayOf(term: Term, nature: Nature): WordClauses {
  switch (nature.is) {
    case 'list':
      return wayOf(term, nature.of)
    case 'text':
      return eachOf(term.words.filter((word) => word.length === 1).flatMap((word) => wordsOf(word[0]!)))
    case 'integer':
    case 'real':
      if (term.number) return numberWords(term.number)
      return isDigitGlob(term.glob) ? [] : never
    case 'boolean':
      return term.boolean === undefined ? never : []
    case 'time':
      return term.time ? [] : never
    case 'other':
      return []
  }
}

/** The index holds numbers as written, and as `String` writes them where that differs. */
function numberWords({ value, integer }: NumberLiteral): WordClauses {
  const canonical = eachOf(wordsOf(String(value)))
  // Beyond this, a double has no digits of its own.
  if (integer === undefined || Math.abs(value) <= Number.MAX_SAFE_INTEGER) return canonical
  return anyOf([eachOf(wordsOf(String(integer))), canonical])
}

function eachOf(words: readonly string[]): WordClauses {
  return simplify(words.map((word) => [word]))
}

function anyOf(parts: readonly WordClauses[]): WordClauses {
  const possible = parts.filter((part) => part.every((clause) => clause.length > 0))
  if (possible.length === 0) return never
  if (possible.some((part) => part.length === 0)) return []
  const product = possible.reduce((count, part) => count * part.length, 1)
  // The longest word alone is likely the rarest.
  const narrowed = product > clausesCap ? possible.map((part) => [longestOf(part)]) : possible
  let clauses: string[][] = [[]]
  for (const part of narrowed) clauses = clauses.flatMap((clause) => part.map((words) => [...clause, ...words]))
  return simplify(clauses).filter((clause) => clause.length <= clauseCap)
}

function longestOf(clauses: WordClauses): readonly string[] {
  const shortest = (clause: readonly string[]) => Math.min(...clause.map((word) => word.length))
  return clauses.reduce((best, clause) => (shortest(clause) > shortest(best) ? clause : best))
}

function simplify(clauses: WordClauses): WordClauses {
  const unique = new Map(
    clauses.map((clause) => [...new Set(clause)].sort()).map((clause) => [clause.join(' '), clause]),
  )
  return [...unique.values()].slice(0, clausesCap)
}
