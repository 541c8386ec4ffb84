import { expect, it } from 'vitest'
import { runCommand } from '../../../test/support/command-line.ts'
import { answer, ScriptedServer } from '../../../test/support/scripted-server.ts'

it('lists the beginning of long records, and all of them with --json', async () => {
  const text = 'x'.repeat(64 << 10)
  const server = new ScriptedServer([answer(200, { records: [{ id: '7', reason: 'cannot read record', text }] })])
  const url = await server.listen()
  try {
    const { stdout } = await runCommand(['rejected', 'events', '--url', url])
    expect(stdout.split('\n')[1]).toBe(`7   open   cannot read record  ${'x'.repeat(200)}…`)
    const json = await runCommand(['rejected', 'events', '--json', '--url', url])
    expect(JSON.parse(json.stdout)[0].text).toBe(text)
  } finally {
    server.close()
  }
})
