import { Type } from 'typebox'
import { describe, expect, it, onTestFinished } from 'vitest'
import { eventually } from '../../test/support/eventually.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { createFormats } from '../formats/open.ts'
import { UserError } from '../lib/errors.ts'
import { silent } from '../lib/log.ts'
import { batchOf } from '../model/batch.ts'
import { createSimulators } from '../simulators/open.ts'
import { defineSource, type SourceDeclaration } from '../sources/source.ts'
import { openSegmentLog } from '../streams/segment-log/index.ts'
import { Intake, RefusedCounter } from './intake.ts'
import { runSource } from './source-runner.ts'
import { openState } from './state.ts'

/** Counts upwards from its cursor; what happens at a number is up to the test. */
function counter(at: (n: number) => void): SourceDeclaration {
  return defineSource<ReturnType<typeof Type.Object>, number>({
    name: 'counter',
    summary: 'Counts.',
    options: Type.Object({}),
    example: {},
    async *read(_options, { cursor = 0, signal }) {
      for (let n = cursor; n < 20 && !signal.aborted; n++) {
        at(n)
        yield { ...batchOf([{ n }]), cursor: n + 1 }
      }
    },
  }) as unknown as SourceDeclaration
}

async function run(declaration: SourceDeclaration) {
  const folder = temporaryFolder()
  const state = openState(folder, () => 'nobody')
  const log = await openSegmentLog(`${folder}/streams`)
  const stream = await log.open('numbers', { partitions: 1 })
  const intake = new Intake(stream, { refused: new RefusedCounter(state) })
  const source = runSource({
    name: 'counter',
    declaration,
    options: {},
    folder,
    state: folder,
    formats: createFormats({ record_bytes: 1 << 20 }),
    simulators: createSimulators(),
    intake,
    log: silent,
  })
  onTestFinished(async () => {
    await source.stop()
    await log.close()
    state.close()
  })
  const until = (isRight: () => boolean) => eventually(isRight, (isSo) => isSo)
  const numbers = async () => {
    const all: number[] = []
    for await (const frames of stream.read(0, { signal: new AbortController().signal })) {
      for (const { bytes } of frames)
        all.push(
          ...Buffer.from(bytes)
            .toString()
            .trimEnd()
            .split('\n')
            .map((line) => (JSON.parse(line) as { n: number }).n),
        )
    }
    return all
  }
  return { source, stream, until, numbers }
}

const twenty = Array.from({ length: 20 }, (_, n) => n)

describe('a running source', () => {
  it('ends with its input, everything stored with the cursor behind it', async () => {
    const { source, stream, until, numbers } = await run(counter(() => {}))
    await until(() => source.status.state === 'ended')
    expect(source.status).toMatchObject({ state: 'ended', records: 20 })
    expect(stream.cursor('counter')).toBe(20)
    expect(await numbers()).toEqual(twenty)
  })

  it('restarts after a fault at its last cursor, losing and repeating nothing', async () => {
    const failed = new Set<number>()
    const { source, until, numbers } = await run(
      counter((n) => {
        if (n % 7 === 3 && !failed.has(n)) {
          failed.add(n)
          throw new Error('the connection broke')
        }
      }),
    )
    await until(() => source.status.state === 'ended')
    expect(await numbers()).toEqual(twenty)
    expect(failed.size).toBe(3)
  })

  it('stops at a mistake of the user and shows it', async () => {
    const { source, until, numbers } = await run(
      counter((n) => {
        if (n === 5) throw new UserError('invalid', 'cannot count to "6"', { hint: 'Count to 5.' })
      }),
    )
    await until(() => source.status.state === 'stopped')
    expect(source.status.error).toMatchObject({ message: 'cannot count to "6"', hint: 'Count to 5.' })
    expect(await numbers()).toEqual([0, 1, 2, 3, 4])
  })
})
