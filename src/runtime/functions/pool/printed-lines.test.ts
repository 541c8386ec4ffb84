import { PassThrough } from 'node:stream'
import { finished } from 'node:stream/promises'
import { expect, it } from 'vitest'
import { readLines } from './printed-lines.ts'

async function linesOf(pieces: readonly string[], secrets: readonly string[] = []): Promise<string[]> {
  const stream = new PassThrough()
  const lines: string[] = []
  readLines(
    stream,
    (line) => lines.push(line),
    () => secrets,
  )
  for (const piece of pieces) stream.write(piece)
  stream.end()
  await finished(stream)
  return lines
}

it('gives out what is printed line by line, the last one without its end too', async () => {
  expect(await linesOf(['a\nb', 'c\n', 'd'])).toEqual(['a', 'bc', 'd'])
})

it('cuts a line that is too long, and goes on with the next', async () => {
  const long = 'x'.repeat(30_000)
  expect((await linesOf([`${long}`, `${long}\nnext\n${long}\nlast`])).map((line) => line.length)).toEqual([
    10_000, 4, 10_000, 4,
  ])
})

it('shows no part of a secret where it cuts, however the pieces fall', async () => {
  const text = `${'x'.repeat(9_995)}hunter2222${'y'.repeat(20_000)}\n`
  for (const at of [9_998, 10_001, 15_000]) {
    expect(await linesOf([text.slice(0, at), text.slice(at)], ['hunter2222'])).toEqual(['x'.repeat(9_995)])
  }
})
