import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { countLines } from '../../../model/batch.ts'
import type { ErrorRecord } from '../error-record.ts'
import { WorkerPool } from '../pool/worker-pool.ts'
import type { Body } from '../protocol.ts'

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
    const worker = pool.take({ memory_bytes: 64 << 20, kind: body.kind })
    const outputs = ['given', 'errors'].map((stream) => ({ stream, partitions: 1 }))
    const identity = {
      name: 'tried',
      stream: 'raw',
      handler: 'run' as const,
      folder,
      landing: [],
      path: process.env.PATH ?? '',
    }
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

  describe('with a chain', () => {
    const chain = (...steps: [name: string, options: object][]): Body => ({
      kind: 'chain',
      steps: steps.map(([name, options]) => ({ name, options: { ...options } })),
      columns: [],
    })
    const renaming: [string, object] = ['rename', { fields: { a: 'b' } }]
    const sampling: [string, object] = ['sample', { every: 2 }]

    it('rejects what is no record once, for one reason, with its place', async () => {
      const { text, errors, tally, count } = await run(chain(renaming, renaming), '{"a":1}\n\n{"a":\n[1]\n{"a":2}\n')
      expect(text).toBe('{"b":1}\n{"b":2}\n')
      expect(count).toBe(4)
      expect(tally).toEqual({ rejected: 2, dropped: 0, late_dropped: 0, duplicate: 0 })
      expect(errors).toMatchObject([
        { offset: 1, line: 3, original: '{"a":' },
        { offset: 2, line: 4, original: '[1]', reason: 'cannot read line as a record: expecting a JSON object' },
      ])
      expect(errors[0]!.reason.split(';')).toHaveLength(1)
    })

    it('tells nothing of a line that passes unread: it is for those behind to judge', async () => {
      const { text, errors, tally, count } = await run(chain(sampling), 'broken\nbroken too\n')
      expect({ text, count, errors }).toEqual({ text: 'broken\n', count: 2, errors: [] })
      expect(tally).toEqual({ rejected: 0, dropped: 1, late_dropped: 0, duplicate: 0 })
    })

    it('judges in a later function what passed an earlier one unread', async () => {
      const { text, errors, tally } = await run(chain(sampling, renaming), 'broken\nbroken too\n{"a":1}\n')
      expect(text).toBe('{"b":1}\n')
      expect(errors).toMatchObject([{ offset: 0, line: 1, original: 'broken' }])
      expect(tally).toEqual({ rejected: 1, dropped: 1, late_dropped: 0, duplicate: 0 })
    })

    it('counts lines as they were counted when they came, whatever bytes are in them', async () => {
      const { errors, count } = await run(chain(renaming), ' \u00a0\n\u0001\n{"a":\n')
      expect(count).toBe(2)
      expect(errors).toMatchObject([
        { offset: 0, line: 1, original: ' \u00a0' },
        { offset: 1, line: 3, original: '{"a":' },
      ])
    })
  })

  describe('with a module', () => {
    const module = async (code: string, path = join(folder, 'tried.ts')): Promise<Body> => {
      await writeFile(path, code)
      return { kind: 'module', path }
    }

    it('rejects what is no record once, and counts what was left untaken as passed', async () => {
      const body = await module(
        'export default { *run(records) { for (const record of records) { yield record; return } } }',
      )
      const { text, errors, tally, count } = await run(body, '{"a":1}\nbroken\n{"a":2}\n')
      expect({ text, count, rejected: tally.rejected }).toEqual({ text: '{"a":1}\n', count: 3, rejected: 1 })
      expect(errors).toMatchObject([{ offset: 1, line: 2, original: 'broken' }])
    })

    it('finds what came to the project after the spare process was started', async () => {
      await pool.prepare({ memory_bytes: 64 << 20, kind: 'module' })
      const spare = pool.pids
      await mkdir(join(folder, 'functions'))
      const code = 'export default { *run(records) { yield* records } }'
      const body = await module(code, join(folder, 'functions', 'late.ts'))
      expect(await run(body, '{"a":1}\n')).toMatchObject({ text: '{"a":1}\n' })
      expect(pool.pids).not.toEqual(expect.arrayContaining(spare))
    })

    it('begins with nothing of what warmed its process up', async () => {
      const body = await module(`import fs from 'node:fs'
        export default { *run() { yield { files: fs.readdirSync('.').sort(), gc: typeof gc } } }`)
      const { text } = await run(body, '{"a":1}\n')
      expect(JSON.parse(text!)).toEqual({ files: ['pid', 'state'], gc: 'undefined' })
    })
  })
})
