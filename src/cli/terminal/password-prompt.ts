import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { note, type Terminal } from './terminal.ts'

/** A password: typed without being shown on a terminal, else all of standard input. */
export async function readPassword(terminal: Terminal): Promise<string> {
  if (!terminal.stdin.isTTY) return (await text(terminal.stdin)).replace(/\r?\n$/, '')
  note(terminal, 'the password, which is not shown:')
  const nowhere = new Writable({ write: (_bytes, _encoding, done) => done() })
  const lines = createInterface({ input: terminal.stdin, output: nowhere, terminal: true })
  try {
    return await lines.question('')
  } finally {
    lines.close()
  }
}
