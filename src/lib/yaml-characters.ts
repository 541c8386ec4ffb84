export type Quote = '"' | "'"

/**
 * Where each character of a scalar's value stands in what was written: lines may be folded and indented, quotes doubled, characters
 * escaped (YAML 1.2.2 §7.3, §8.1).
 */
export function charactersOf(written: string, value: string, quote?: Quote): number[] {
  if (quote === undefined && written.startsWith('|')) return literally(written, value)
  let at = quote === undefined && written.startsWith('>') ? written.indexOf('\n') + 1 : 0
  return Array.from({ length: value.length }, (_, i) => {
    const character = value[i]!
    const found = quote && escapeAt(written, at, quote)
    if (found) {
      at = found.end
      return found.start
    }
    if (/\s/.test(character) && /\s/.test(written[at] ?? '')) {
      const start = at
      at = endOfSpace(written, at, value, i)
      return start
    }
    // Indentation, and line breaks that were folded away.
    while (at < written.length && written[at] !== character) at++
    return Math.min(at++, Math.max(0, written.length - 1))
  })
}

/** Line for line, each behind its indentation. */
function literally(written: string, value: string): number[] {
  const [header = '', ...lines] = written.split('\n')
  const leading = (text: string) =>
    text
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.search(/\S/) ?? 0
  const indent = leading(lines.join('\n')) - leading(value)
  let start = header.length + 1
  const places = value.split('\n').flatMap((line, i) => {
    const begin = start + Math.min(indent, lines[i]?.length ?? 0)
    start += (lines[i]?.length ?? 0) + 1
    return Array.from({ length: line.length + 1 }, (_, at) => begin + at)
  })
  return places.slice(0, value.length)
}

/** A space is one space; a fold is a whole run of them, of which each further line break of the value has its own. */
function endOfSpace(written: string, at: number, value: string, i: number): number {
  if (written[at] === value[i] && value[i] !== '\n' && !/^[ \t]*\n/.test(written.slice(at, at + 200))) return at + 1
  const lineBreak = written.indexOf('\n', at)
  const isLast = !/\s/.test(value[i + 1] ?? '')
  let end = lineBreak === -1 ? at + 1 : lineBreak + 1
  if (isLast) while (/\s/.test(written[end] ?? '')) end++
  return end
}

const folded = /^\\\n\s*/
const escaped = /^\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^\n])/

/** An escaped character, behind line breaks that are escaped and stand for nothing. */
function escapeAt(written: string, at: number, quote: Quote): { start: number; end: number } | undefined {
  if (quote === "'") return written.startsWith("''", at) ? { start: at, end: at + 2 } : undefined
  let start = at
  for (let fold = folded.exec(written.slice(start)); fold; fold = folded.exec(written.slice(start)))
    start += fold[0].length
  const [sequence] = escaped.exec(written.slice(start, start + 10)) ?? []
  if (sequence !== undefined) return { start, end: start + sequence.length }
  return start === at ? undefined : { start, end: start + 1 }
}
