import { silent } from '../../../src/lib/log.ts'
import { offsetOf, positionOf } from '../../../src/model/offset.ts'
import { openSegmentLog } from '../../../src/streams/segment-log/index.ts'
import type { Stream } from '../../../src/streams/stream.ts'
import type { RecordingDisk } from './recording-disk.ts'
import { type Attempt, consumer, limits, partitions, type Story, streamName } from './scenario.ts'

/** Opens what is on the disk as a start would, and says where it differs from what was promised before the moment `at`. */
export async function check(disk: RecordingDisk, story: Story, at: number): Promise<string[]> {
  const log = await openSegmentLog('/data/streams', {
    fileSystem: disk,
    clock: () => 1_700_000_100_000,
    log: silent,
    limits,
  })
  try {
    const stream = await log.open(streamName, { partitions })
    const held = await linesOf(stream)
    const violations = [
      ...checkRecords(stream, held, story, at),
      ...checkCursors(stream, held, story, at),
      ...checkKeys(stream, held, story, at),
      ...(await checkPosition(stream, story, at)),
      ...stream.status().damage.map((damage) => `told damage where there is none: ${JSON.stringify(damage)}`),
      ...(await log.verify()).map(({ message, file }) => `${file}: ${message}`),
    ]
    for (let partition = 0; partition < partitions; partition++) {
      const { next } = stream.status().offsets[partition]!
      const bytes = Buffer.from(`${ours}\n`)
      const { offset } = await stream.append([{ origin: { source: 'check' }, bytes, count: 1, partition }])
      if (offset !== next) violations.push(`appended at ${offset} and not at ${next}`)
    }
    return violations
  } finally {
    await log.close()
  }
}

/** What the check itself appends. */
const ours = '{"id":"check"}'

/** Every line that is read back, by its offset. */
async function linesOf(stream: Stream): Promise<Map<number, string>> {
  const lines = new Map<number, string>()
  for (let partition = 0; partition < partitions; partition++) {
    const options = { signal: new AbortController().signal, bytes: 2000 }
    for await (const frames of stream.read(offsetOf(partition, 0), options)) {
      for (const { offset, bytes } of frames) {
        const texts = Buffer.from(bytes).toString().trimEnd().split('\n')
        for (const [i, text] of texts.entries()) lines.set(offset + i, text)
      }
    }
  }
  return lines
}

function checkRecords(stream: Stream, held: ReadonlyMap<number, string>, story: Story, at: number): string[] {
  const violations: string[] = []
  const offsets = new Map<string, number>()
  for (const [offset, line] of held) {
    if (line === ours) continue
    if (offsets.has(line)) violations.push(`stored twice: ${line.slice(0, 30)}`)
    offsets.set(line, offset)
  }
  const known = new Set<string>()
  const status = stream.status().offsets
  for (const attempt of story.attempts) {
    const { lines, partition, acknowledged, refused, submitted } = attempt
    for (const line of lines) known.add(line)
    const there = lines.filter((line) => offsets.has(line)).length
    if (acknowledged && acknowledged.at <= at) {
      for (const [i, line] of lines.entries()) {
        const offset = acknowledged.offset + i
        const isGone = positionOf(offset) < story.first[partition]! && offset < status[partition]!.first
        if (!isGone && held.get(offset) !== line) violations.push(`lost what was acknowledged: ${line.slice(0, 30)}`)
      }
    } else if (there > 0 && refused && refused.at <= at) {
      violations.push(`stored what was refused: ${lines[0]!.slice(0, 30)}`)
    } else if (there > 0 && submitted > at) {
      violations.push(`stored what was not yet appended: ${lines[0]!.slice(0, 30)}`)
    } else if (there > 0 && there < lines.length) {
      violations.push(`stored a part of an append: ${lines[0]!.slice(0, 30)}`)
    }
  }
  for (const line of offsets.keys())
    if (!known.has(line)) violations.push(`stored what nobody appended: ${line.slice(0, 30)}`)
  for (const [partition, { first, next }] of status.entries()) {
    const count = [...held.keys()].filter((offset) => offset >= first && offset < next).length
    if (count !== next - first) violations.push(`partition ${partition} holds ${count} records of ${next - first}`)
  }
  return violations
}

/** A cursor is never behind one that was acknowledged, and never before its records. */
function checkCursors(stream: Stream, held: ReadonlyMap<number, string>, story: Story, at: number): string[] {
  const lines = new Set(held.values())
  const violations: string[] = []
  for (const source of ['a', 'b']) {
    const cursor = (stream.cursor(source) ?? 0) as number
    const attempts = story.attempts.filter((attempt) => attempt.source === source)
    const least = attempts.findLast(({ acknowledged }) => acknowledged && acknowledged.at <= at)?.cursor ?? 0
    if (cursor < least) violations.push(`the cursor of ${source} went back from ${least} to ${cursor}`)
    const attempt = attempts.find((attempt) => attempt.cursor === cursor)
    if (!attempt || cursor === least) continue
    if (attempt.refused && attempt.refused.at <= at) violations.push(`the cursor ${cursor} of ${source} was refused`)
    if (attempt.lines.some((line) => !lines.has(line))) violations.push(`the cursor of ${source} is before its records`)
  }
  return violations
}

/** A key is answered with the records that are stored under it. */
function checkKeys(stream: Stream, held: ReadonlyMap<number, string>, story: Story, at: number): string[] {
  const lines = new Map([...held].map(([offset, line]) => [line, offset]))
  const attempts = story.attempts.filter((attempt): attempt is Attempt & { key: string } => attempt.key !== undefined)
  const violations: string[] = []
  for (const [key, batches] of Map.groupBy(attempts, ({ key }) => key)) {
    const answered = stream.storedOf(key)
    const stored = batches.filter(
      ({ lines: [line], acknowledged }) => lines.has(line!) || (acknowledged !== undefined && acknowledged.at <= at),
    )
    const count = stored.reduce((sum, batch) => sum + batch.lines.length, 0)
    if ((answered?.count ?? 0) !== count) {
      violations.push(`the key ${key} is answered with ${answered?.count ?? 0} records and not with ${count}`)
    }
  }
  return violations
}

async function checkPosition(stream: Stream, story: Story, at: number): Promise<string[]> {
  const position = (await stream.position(consumer))?.[0] ?? 0
  const least = story.commits.findLast(({ acknowledged }) => acknowledged !== undefined && acknowledged <= at)
  const most = story.commits.findLast(({ submitted }) => submitted <= at)
  if (position < (least?.position ?? 0)) return [`the consumer went back from ${least?.position} to ${position}`]
  if (position > (most?.position ?? 0)) return [`the consumer is at ${position}, further than ${most?.position ?? 0}`]
  return []
}
