const line_chars = 10_000

/** What is printed, line by line; a line without an end is cut. */
export function readLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop()!
    if (rest.length > line_chars) {
      lines.push(rest)
      rest = ''
    }
    for (const line of lines) onLine(line.slice(0, line_chars))
  })
  stream.on('end', () => {
    if (rest !== '') onLine(rest)
  })
}
