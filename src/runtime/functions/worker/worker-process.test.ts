import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { countLines } from '../../../model/batch.ts'
import type { ErrorRecord } from '../error-record.ts'
import type { Body } from '../protocol.ts'
import { WorkerPool } from '../worker-pool.ts'

const patience_ms = 30_000

describe('the process of a function', () => {
  let folder: string
  let pool: WorkerPool

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caudal-worker-'))
    pool = new WorkerPool(join(folder, '.workers'), folder)
  })
  afterEach(async () => {
    await pool.stop()
    await rm(folder, { recursive: true, force: true })
  })

  /** What a function makes of one batch. */
  async function run(body: Body, text: string) {
    const worker = pool.take({ memory_bytes: 64 << 20, mayStart: body.kind === 'program' })
    const outputs = ['given', 'errors'].map((stream) => ({ stream, partitions: 1 }))
    const identity = { name: 'tried', stream: 'raw', folder, path: process.env.PATH ?? '' }
    const task = { ...identity, body, config: {}, secrets: {}, outputs, to: 0, errors: 1 }
    await worker.open(task, join(folder, '.state'), patience_ms)
    const bytes = Buffer.from(text)
    const count = countLines(bytes)
    const order = { partition: 0, position: count, turn: 0, origins: [{ offset: 0, count, source: 'test', line: 1 }] }
    const { result, body: given } = await worker.run(order, bytes, patience_ms)
    worker.kill()
    await worker.exited
    const texts = ['', '']
    let start = 0
    for (const { output, length } of result.parts) {
      texts[output] += given.toString('utf8', start, start + length)
      start += length
    }
    const lines = texts[1]!.split('\n').filter(Boolean)
    return { ...result, text: texts[0], errors: lines.map((line) => JSON.parse(line) as ErrorRecord) }
  }

  describe('with a program', () => {
    /** Rejects every record, for as many reasons as there are. */
    const rejecting = (...reasons: string[]): Body => {
      const said = reasons.map((reason) => `console.log('{"_reject":"${reason}","record":' + line + '}')`).join(';')
      const lines = `require('node:fs').readFileSync(0, 'utf8').split('\\n').filter(Boolean)`
      return { kind: 'program', command: [process.execPath, '-e', `for (const line of ${lines}) { ${said} }`] }
    }

    it('tells of each of several equal records that it was rejected', async () => {
      const { errors, tally, count } = await run(rejecting('no'), '{"a":1}\n\n{"a":1}\nbroken\n{"a":2}\n{"a":1}\n')
      expect(count).toBe(5)
      expect(tally.rejected).toBe(5)
      expect(errors.map(({ offset, line, original }) => [offset, line, original])).toEqual([
        [0, 1, '{"a":1}'],
        [1, 3, '{"a":1}'],
        [2, 4, 'broken'],
        [3, 5, '{"a":2}'],
        [4, 6, '{"a":1}'],
      ])
    })

    it('counts a record once that is rejected for several reasons', async () => {
      const { errors, tally } = await run(rejecting('too hot', 'too old'), '{"a":1}\n')
      expect(tally.rejected).toBe(1)
      expect(errors).toMatchObject([{ reason: 'too hot; too old', offset: 0 }])
    })

    it('keeps every digit of long integers', async () => {
      const passing: Body = { kind: 'program', command: ['cat'] }
      const text = '{"a":12345678901234567890}\n'
      expect(await run(passing, text)).toMatchObject({ text, errors: [] })
      expect((await run(rejecting('no'), text)).errors).toMatchObject([{ offset: 0, original: text.trim() }])
    })
  })
})
