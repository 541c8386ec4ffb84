/** A statement apart from the `EXPLAIN` in front of it: only a query can be checked as a tree. */
export interface Statement {
  /** What is explained, or the whole text. Blanks stand for what was cut, so that positions stay the same. */
  readonly query: string
  /** What is to be run once `query` is found good: our own words in front of it, none of the user's. */
  readonly text: string
}

const comment = /--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\//g
const blanks = String.raw`(?:\s|--[^\n]*(?:\n|$)|/\*[\s\S]*?\*/)*`
const explain = new RegExp(`^${blanks}explain(?=[\\s(/-])(?:${blanks}analyze(?=[\\s(/-]))?`, 'i')

export function splitExplain(sql: string): Statement {
  const head = explain.exec(sql)?.[0]
  if (head === undefined) return { query: sql, text: sql }
  const words = head.replace(comment, blank)
  const query = sql.slice(head.length)
  return { query: blank(words) + query, text: words.toUpperCase() + query }
}

/** As many bytes of blanks, with the line breaks where they were. */
function blank(text: string): string {
  return text.replace(/[^\n]/gu, (character) => ' '.repeat(Buffer.byteLength(character)))
}
