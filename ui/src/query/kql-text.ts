/** KQL as text: what a click adds to the query, what is being typed at a place, and which words are to be marked in results. */

/** A value as it stands behind a field. */
export function quoteValue(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return /^[\p{L}\p{N}_.@-]+$/u.test(text) && !/^(and|or|not)$/i.test(text)
    ? text
    : `"${text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`
}

export function quoteField(name: string): string {
  return name.replace(/[\\():<>"*{} ]/g, '\\$&')
}

/** The query that asks for a value, or for all but it, besides what it asked. */
export function withFilter(kql: string, field: string, value: unknown, isWanted: boolean): string {
  return withCondition(kql, `${quoteField(field)}:${quoteValue(value)}`, isWanted)
}

/** The same for a condition, which may have several parts. */
export function withCondition(kql: string, condition: string, isWanted: boolean): string {
  const added = isWanted ? condition : `not ${hasParts(condition) ? `(${condition})` : condition}`
  const before = kql.trim()
  if (before === '') return added
  return /\bor\b/i.test(unquoted(before)) ? `(${before}) and ${added}` : `${before} and ${added}`
}

function hasParts(condition: string): boolean {
  return /\b(and|or)\b/i.test(unquoted(condition))
}

/** Without what stands between quotes. */
function unquoted(kql: string): string {
  return kql.replace(/"(?:\\.|[^"\\])*"/g, '')
}

export type Wanted =
  | { readonly kind: 'field'; readonly from: number; readonly typed: string }
  | { readonly kind: 'value'; readonly from: number; readonly typed: string; readonly field: string }
  | { readonly kind: 'operator'; readonly from: number; readonly typed: string }

/** What the person is about to type at the end of this text: a field, a value of a field, or a word between two conditions. */
export function wantedAt(before: string): Wanted | undefined {
  const outside = before.replace(/"(?:\\.|[^"\\])*"/g, (text) => '_'.repeat(text.length))
  const open = outside.lastIndexOf('"')
  const start = open >= 0 ? open : outside.search(/[^\s():<>={}]*$/)
  const head = outside.slice(0, start)
  const typed = before.slice(start)
  const field = /(?:^|[\s({])([^\s():<>{}"]+)\s*(?::|<=?|>=?)\s*(?:\((?:[^()]*\s)?)?$/.exec(head)?.[1]
  const from = start
  if (field !== undefined)
    return { kind: 'value', from, typed: typed.replace(/^"/, ''), field: nameBefore(before, field, head) }
  if (open >= 0) return undefined
  if (/(^|[({]|\b(and|or|not))\s*$/i.test(head)) return { kind: 'field', from, typed }
  return /\s$/.test(head) ? { kind: 'operator', from, typed } : undefined
}

function nameBefore(before: string, field: string, head: string): string {
  const at = head.lastIndexOf(field)
  return before.slice(at, at + field.length).replace(/\\(.)/g, '$1')
}

/** The words and phrases of a query that can be seen in a record. */
export function markedWords(kql: string): string[] {
  const pieces = kql.match(/"(?:\\.|[^"\\])*"|[^\s():<>={}"]+\s*(?::|[<>]=?)|[^\s():<>={}"]+/g) ?? []
  return pieces
    .filter((piece) => !/([:<>]|[<>]=)$/.test(piece) && !/^(and|or|not)$/i.test(piece))
    .map((piece) => (piece.startsWith('"') ? piece.slice(1, -1).replace(/\\(.)/g, '$1') : piece.replaceAll('*', '')))
    .filter((word) => word.length > 1)
}
