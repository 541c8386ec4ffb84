/** A statement apart from the `EXPLAIN` in front of it: only a query can be checked as a tree. */
export interface Statement {
  /** What is explained, or the whole text. Blanks stand for what was cut, so that positions stay the same. */
  readonly query: string
  /** What is to be run once `query` is found good: our own words in front of it, none of the user's. */
  readonly text: string
}

export function splitExplain(sql: string): Statement {
  const explain = skipBlanks(sql, 0)
  if (!isWord(sql, explain, 'explain')) return { query: sql, text: sql }
  let end = explain + 'explain'.length
  const analyze = skipBlanks(sql, end)
  const hasAnalyze = isWord(sql, analyze, 'analyze')
  if (hasAnalyze) end = analyze + 'analyze'.length
  const rest = sql.slice(end)
  const between = hasAnalyze ? `${blank(sql.slice(explain + 'explain'.length, analyze))}ANALYZE` : ''
  const words = `${blank(sql.slice(0, explain))}EXPLAIN${between}`
  return { query: blank(sql.slice(0, end)) + rest, text: words + rest }
}

function isWord(sql: string, at: number, word: string): boolean {
  return sql.slice(at, at + word.length).toLowerCase() === word && !/[\w$]/.test(sql[at + word.length] ?? '')
}

/** Past white space and comments. */
function skipBlanks(sql: string, start: number): number {
  let at = start
  for (;;) {
    if (/\s/.test(sql[at] ?? '')) at++
    else if (sql.startsWith('--', at)) at = past(sql, '\n', at)
    else if (sql.startsWith('/*', at)) at = past(sql, '*/', at + 2)
    else return at
  }
}

function past(sql: string, mark: string, at: number): number {
  const found = sql.indexOf(mark, at)
  return found === -1 ? sql.length : found + mark.length
}

/** As many bytes of blanks, with the line breaks where they were. */
function blank(text: string): string {
  return text.replace(/[^\n]/gu, (character) => ' '.repeat(Buffer.byteLength(character)))
}
