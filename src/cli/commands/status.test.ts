import { afterEach, describe, expect, it } from 'vitest'
import { runCommand } from '../../../test/support/command-line.ts'
import { answer, ScriptedServer } from '../../../test/support/scripted-server.ts'

let server: ScriptedServer
afterEach(() => server.close())

const status = {
  name: 'shop',
  version: '0.1.0',
  started: '2026-01-31T12:00:00.000Z',
  uptime_s: 3700,
  data: '/data',
  streams: {
    lines: {
      received: 1204,
      stored: 1200,
      duplicate: 1,
      rejected: 2,
      late_dropped: 0,
      dropped: 0,
      refused: 0,
      pending: 1,
      bytes: 2048,
      damage: [],
    },
  },
  datasets: { lines: { rows: 1200, files: 3, bytes: 1024, index_bytes: 0, lag_records: 1 } },
  sources: {
    landing: {
      type: 'files',
      state: 'stopped',
      records: 0,
      error: { message: 'cannot open "x": ENOENT', hint: 'Create it.' },
    },
  },
  endpoints: {},
  disk: { free_bytes: 5 * 2 ** 30, size_bytes: 10 * 2 ** 30 },
  memory: { rss_bytes: { main: 100 * 2 ** 20, lake: 50 * 2 ** 20 } },
  problems: ['source "landing" stopped: cannot open "x": ENOENT'],
}

async function run(...args: string[]) {
  return runWith(status, ...args)
}

async function runWith(body: object, ...args: string[]) {
  server = new ScriptedServer([answer(200, body)])
  return runCommand(['status', ...args, '--url', await server.listen()])
}

describe('caudal status', () => {
  it('shows the equation of each stream, sources with their errors, and problems last', async () => {
    expect((await run()).stdout).toBe(
      [
        'shop  up 1 h 1 min, data in /data',
        '',
        'stream  received  stored  duplicate  rejected  late_dropped  refused  pending    disk',
        'lines      1,204   1,200          1         2             0        0        1  2.0 KB',
        '',
        'dataset   rows  files    disk  index  behind',
        'lines    1,200      3  1.0 KB    0 B       1',
        '',
        'source   type   state    records  error',
        'landing  files  stopped        0  cannot open "x": ENOENT — Create it.',
        '',
        'disk    5.0 GB free',
        'memory  150.0 MB (main 100.0 MB, lake 50.0 MB)',
        'backup  none yet: caudal backup <folder>',
        '',
        'problem: source "landing" stopped: cannot open "x": ENOENT',
        '',
      ].join('\n'),
    )
  })

  it('counts memory that processes share once, where the system tells', async () => {
    const memory = { ...status.memory, pss_bytes: { main: 80 * 2 ** 20, lake: 30 * 2 ** 20 } }
    expect((await runWith({ ...status, memory })).stdout).toContain('memory  110.0 MB (main 80.0 MB, lake 30.0 MB)\n')
  })

  it('prints what the API says as JSON', async () => {
    expect(JSON.parse((await run('--json')).stdout)).toEqual(status)
  })
})
