import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommand } from '../../../test/support/command-line.ts'
import { answer, breakOff, ScriptedServer, type Step } from '../../../test/support/scripted-server.ts'
import { unreadable } from '../terminal/file-error.ts'

let folder: string
let server: ScriptedServer

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caudal-send-'))
})
afterEach(async () => {
  server.close()
  await rm(folder, { recursive: true })
})

async function send(steps: readonly Step[], args: readonly string[], input?: string | PassThrough) {
  server = new ScriptedServer(steps)
  const url = await server.listen()
  return runCommand(['send', ...args, '--url', url], { folder, ...(input === undefined ? {} : { input }) })
}

const stored = answer(200, { received: 2, offset: 40 })

describe('caudal send', () => {
  it('sends a file in one request, in the form that its name tells', async () => {
    await writeFile(join(folder, 'a.csv'), 'x,y\n1,2\n3,4\n')
    const { code, stdout } = await send([stored], ['events', 'a.csv'])
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'sent 2 records to events\n' })
    expect(server.seen).toHaveLength(1)
    expect(server.seen[0]).toMatchObject({
      method: 'POST',
      path: '/ingest/events',
      headers: { 'content-type': 'text/csv' },
    })
    expect(server.seen[0]!.body.toString()).toBe('x,y\n1,2\n3,4\n')
  })

  it.each([
    ['a.tsv', 'text/csv'],
    ['a.TAB.gz', 'text/csv'],
    ['a.text', 'text/plain'],
    ['a.err', 'text/plain'],
    ['a.jsonl.zstd', 'application/x-ndjson'],
  ])('knows %s as the project does', async (name, mediaType) => {
    await writeFile(join(folder, name), 'x')
    expect((await send([stored], ['events', name])).code).toBe(0)
    expect(server.seen[0]!.headers).toMatchObject({ 'content-type': mediaType })
  })

  it.each(['rows.xlsx', 'syslog', 'app.log.1'])(
    'asks for the form of %s, which its name does not tell',
    async (name) => {
      await writeFile(join(folder, name), 'x')
      const { code, stderr } = await send([stored], ['events', name])
      expect(code).toBe(2)
      expect(stderr).toContain(
        `error: cannot tell the format of "${name}" by its name\n  hint: Say which it is: --format with one of `,
      )
      expect(server.seen).toEqual([])
    },
  )

  it('passes options of the format on', async () => {
    await send([stored], ['events', '--format', 'csv', '--option', 'delimiter=;', '-o', 'header=false'], 'a;b\n')
    expect(server.seen[0]!.path).toBe('/ingest/events?delimiter=%3B&header=false')
  })

  it('passes compressed input on, known by its first bytes', async () => {
    const bytes = gzipSync('{"a":1}\n')
    await writeFile(join(folder, 'a.ndjson'), bytes)
    await send([stored], ['events', 'a.ndjson'])
    expect(server.seen[0]!.headers).toMatchObject({
      'content-type': 'application/x-ndjson',
      'content-encoding': 'gzip',
    })
    expect(server.seen[0]!.body).toEqual(bytes)
  })

  it.each([
    [
      'a refusal',
      answer(503, { code: 'unavailable', message: 'cannot store: the disk is full' }, { 'retry-after': '0' }),
    ],
    ['too much at once', answer(429, { code: 'overloaded', message: 'too much' }, { 'retry-after': '0' })],
    ['a broken connection', breakOff],
  ])('repeats the same request with the same key after %s', async (_, failure) => {
    await writeFile(join(folder, 'a.ndjson'), '{"a":1}\n{"a":2}\n')
    const { code, stdout } = await send([failure, failure, stored], ['events', 'a.ndjson', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual({ received: 2, rejected: 0, offset: 40 })
    expect(server.seen.map(({ body }) => body.toString())).toEqual(Array(3).fill('{"a":1}\n{"a":2}\n'))
    const keys = server.seen.map(({ headers }) => headers['idempotency-key'])
    expect(new Set(keys).size).toBe(1)
    expect(keys[0]).toMatch(/^[\w-]{36}$/)
  })

  it('does not repeat what is wrong for good', async () => {
    const refusal = answer(404, {
      code: 'not_found',
      message: 'cannot find stream "evnts"',
      hint: 'Did you mean "events"?',
    })
    const { code, stderr } = await send([refusal], ['evnts'], '{}\n')
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'error: cannot find stream "evnts"\n  hint: Did you mean "events"?\n',
    })
    expect(server.seen).toHaveLength(1)
  })

  it('gives up after its patience, and says why', async () => {
    const refusal = answer(503, { code: 'unavailable', message: 'cannot store: the disk is full' })
    const { code, stderr } = await send([refusal], ['events', '--retry', '300ms'], '{}\n')
    expect(code).toBe(1)
    expect(stderr).toContain('error: cannot store: the disk is full')
  })

  it('sends lines of a pipe as they come, each batch with its own key', async () => {
    const input = new PassThrough()
    const sending = send([answer(200, { received: 1, offset: 7 })], ['events', '-', '--json'], input)
    input.write('{"a":1}\n{"a":')
    await expect.poll(() => server.seen.length).toBe(1)
    input.end('2}\n')
    const { stdout } = await sending
    expect(server.seen.map(({ body }) => body.toString())).toEqual(['{"a":1}\n', '{"a":2}\n'])
    expect(new Set(server.seen.map(({ headers }) => headers['idempotency-key'])).size).toBe(2)
    expect(JSON.parse(stdout)).toEqual({ received: 2, rejected: 0, offset: 7 })
  })

  it('tells how many were rejected, and where they are', async () => {
    const { stdout } = await send([answer(200, { received: 3, offset: 0, rejected: 1 })], ['events'], '{}\n{}\nx\n')
    expect(stdout).toBe('sent 3 records to events; 1 of them is no record; see why: caudal rejected events\n')
  })

  describe('with a token that may read', () => {
    const taken = answer(200, { received: 751, offset: 40 })
    const project = answer(200, {
      streams: [{ name: 'events', partitions: 1 }],
      datasets: [{ name: 'shop', from: 'events' }],
    })
    const status = (lag_records: number) =>
      answer(200, { datasets: { shop: { lag_records }, shop_rejected: { lag_records: 0 } } })

    it('waits until they are stored, and tells how many are no records', async () => {
      const counted = answer(200, { columns: [], rows: [{ n: 751 }] })
      const steps = [taken, project, status(3), status(0), counted]
      const { code, stdout } = await send(steps, ['events', '--token', 't'], 'x\n')
      expect({ code, stdout }).toEqual({
        code: 0,
        stdout: 'sent 751 records to events; 751 of them are no records; see why: caudal rejected shop\n',
      })
      expect(JSON.parse(server.seen[4]!.body.toString())).toEqual({
        sql: 'select count(*)::int as n from "shop_rejected" where (_offset >= 40 and _offset < 791)',
      })
    })

    it('tells it to a program too', async () => {
      const steps = [taken, project, status(0), answer(200, { columns: [], rows: [{ n: 2 }] })]
      const { stdout } = await send(steps, ['events', '--token', 't', '--json'], 'x\n')
      expect(JSON.parse(stdout)).toEqual({ received: 751, rejected: 2, offset: 40 })
    })

    it('has sent them whatever the answer is', async () => {
      const refusal = answer(403, { code: 'forbidden', message: 'cannot edit with the role "writer"' })
      expect(await send([taken, refusal], ['events', '--token', 't'], 'x\n')).toMatchObject({
        code: 0,
        stdout: 'sent 751 records to events\n',
        stderr: '',
      })
    })
  })

  it('says which file cannot be opened', async () => {
    const { code, stderr } = await send([stored], ['events', 'absent.csv'])
    expect(code).toBe(2)
    expect(stderr).toBe('error: cannot read "absent.csv": there is no such file\n  hint: Correct the path.\n')
  })

  it('says that a folder is no file, and whom a file is closed to', async () => {
    expect((await send([stored], ['events', '.'])).stderr).toBe(
      'error: cannot read ".": it is a folder\n  hint: Name one file of it.\n',
    )
    expect(unreadable('a.csv', Object.assign(new Error(), { code: 'EACCES' }))).toMatchObject({
      message: 'cannot read "a.csv": you may not read it',
      hint: expect.stringContaining('chmod'),
    })
    server.close()
    const sql = await runCommand(['sql', '--file', '.'], { folder })
    expect(sql).toMatchObject({ code: 2, stderr: expect.stringContaining(': it is a folder\n') })
  })
})
