import { beginningOf } from '../../../lib/whole-secrets.ts'

const line_chars = 10_000
/** As much of a line is looked at before it is cut, so that a secret at the cut is seen as a whole. */
const seen_chars = 2 * line_chars

/** What is printed, line by line; of a long line the beginning, which holds no part of a secret. */
export function readLines(
  stream: NodeJS.ReadableStream,
  onLine: (line: string) => void,
  secrets: () => Iterable<string>,
): void {
  let rest = ''
  let isTold = false
  const tell = (line: string) => {
    if (!isTold) onLine(beginningOf(line, line_chars, secrets()))
    isTold = false
  }
  stream.setEncoding('utf8')
  stream.on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop()!
    for (const line of lines) tell(line)
    if (isTold) rest = ''
    if (rest.length <= seen_chars) return
    tell(rest)
    // Until the line ends there is nothing more to tell of it.
    isTold = true
    rest = ''
  })
  stream.on('end', () => {
    if (rest !== '') tell(rest)
  })
}
