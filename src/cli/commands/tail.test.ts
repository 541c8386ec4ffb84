import { afterEach, describe, expect, it } from 'vitest'
import { runCommand } from '../../../test/support/command-line.ts'
import { answer, ScriptedServer, type Step } from '../../../test/support/scripted-server.ts'
import { readEvents } from '../connection/event-stream.ts'

let server: ScriptedServer
afterEach(() => server?.close())

async function tail(steps: readonly Step[], ...args: string[]) {
  server = new ScriptedServer(steps)
  return runCommand(['tail', ...args, '--url', await server.listen()])
}

/** Sends these records and ends, as a server does that stops. */
function events(...records: object[]): Step {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.end(`: still here\n\n${records.map((record) => `data: ${JSON.stringify(record)}\n\n`).join('')}`)
  }
}

describe('caudal tail', () => {
  it('prints each record on a line, until it has enough', async () => {
    const { code, stdout } = await tail(
      [events({ a: 1 }, { a: 2 }, { a: 3 })],
      'lines',
      'a > 0',
      '--limit',
      '2',
      '--json',
    )
    expect({ code, stdout }).toEqual({ code: 0, stdout: '{"a":1}\n{"a":2}\n' })
    expect(server.seen[0]!.path).toBe('/api/tail/lines?last=10&kql=a+%3E+0')
  })

  it('connects again when the connection ends, without what it showed already', async () => {
    const { stdout } = await tail([events({ a: 1 }), events({ a: 2 })], 'lines', '--limit', '2', '--json')
    expect(stdout).toBe('{"a":1}\n{"a":2}\n')
    expect(server.seen.map(({ path }) => path)).toEqual(['/api/tail/lines?last=10', '/api/tail/lines?last=0'])
  })

  it('ends with the reason when it is refused', async () => {
    const { code, stderr } = await tail(
      [answer(404, { code: 'not_found', message: 'cannot find stream "lnes"' })],
      'lnes',
    )
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'error: cannot find stream "lnes"\n' })
  })

  it('reads events however they are cut', async () => {
    const bytes = Buffer.from('data: {"é":1}\n\n: comment\n\ndata:two\r\n\r\ndata: a\ndata: b\n\n')
    async function* bytewise() {
      for (const byte of bytes) yield Uint8Array.of(byte)
    }
    const events: string[] = []
    for await (const event of readEvents(bytewise())) events.push(event)
    expect(events).toEqual(['{"é":1}', 'two', 'a\nb'])
  })
})
