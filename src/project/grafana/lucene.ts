/** Queries in the language of Lucene, as those of Elasticsearch are written, in KQL: what is written otherwise here. */
const value = '("(?:[^"\\\\]|\\\\.)*"|[^\\s()\\]}]+)'
const range = new RegExp(`([\\w.@]+):([[{])\\s*${value}\\s+TO\\s+${value}\\s*([\\]}])`, 'g')

export function kqlOfLucene(text: string): string {
  return text
    .replace(range, (_, field: string, open: string, low: string, high: string, close: string) => {
      const bounds = [
        ...(low === '*' ? [] : [`${field} ${open === '[' ? '>=' : '>'} ${low}`]),
        ...(high === '*' ? [] : [`${field} ${close === ']' ? '<=' : '<'} ${high}`]),
      ]
      return bounds.length === 0 ? `${field}:*` : `(${bounds.join(' and ')})`
    })
    .replace(/([\w.@]+):\s*(>=|<=|>|<)\s*/g, '$1 $2 ')
    .replace(/\b_exists_:([\w.@]+)/g, '$1:*')
    .replace(/\s*(?:\bAND\b|&&)\s*/g, ' and ')
    .replace(/\s*(?:\bOR\b|\|\|)\s*/g, ' or ')
    .replace(/\bNOT\s+/g, 'not ')
    .trim()
}
