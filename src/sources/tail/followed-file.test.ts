import { expect, it } from 'vitest'
import { createFormats } from '../../formats/open.ts'
import { FollowedFile } from './followed-file.ts'

const lines = await createFormats({ record_bytes: 1 << 20 }).open('lines', {})
const zeros = (bytes: number) => Buffer.alloc(bytes)
/** Random, and so binary. */
const noise = Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 7919) % 251))

/** A file that was read up to here, as another run takes it up. */
function resumed(content: Buffer, offset: number): FollowedFile {
  const file = new FollowedFile('1:1', 'a.log', lines, undefined)
  const before = content.subarray(Math.max(0, offset - 1024), offset)
  file.startAt({ offset, lines: 0 }, content.subarray(0, Math.min(offset, 1024)), before)
  return file
}

const pushed = (file: FollowedFile, bytes: Buffer) => {
  const batches = file.push(bytes)
  return {
    count: batches.reduce((sum, { count }) => sum + count, 0),
    rejected: batches.flatMap(({ rejected = [] }) => rejected).length,
  }
}

it.each([1500, 3 << 20])('reads lines behind a hole of %i bytes, wherever in it or behind it it goes on', (hole) => {
  const content = Buffer.concat([zeros(hole), Buffer.from('one\ntwo\n')])
  for (const offset of [0, 1, 1100, hole - 1, hole, hole + 4]) {
    const read = pushed(resumed(content, offset), content.subarray(offset))
    expect(read, String(offset)).toEqual({ count: offset <= hole ? 2 : 1, rejected: 0 })
  }
})

it('passes over what is no text behind a hole, and says so once', () => {
  const content = Buffer.concat([zeros(2000), noise])
  const first = resumed(content, 0)
  expect(pushed(first, content.subarray(0, 2500))).toEqual({ count: 0, rejected: 1 })
  expect(pushed(first, content.subarray(2500, 3000))).toEqual({ count: 0, rejected: 0 })
  expect(pushed(resumed(content, 3000), content.subarray(3000))).toEqual({ count: 0, rejected: 0 })
  expect(pushed(resumed(content, 1500), content.subarray(1500))).toEqual({ count: 0, rejected: 1 })
})
