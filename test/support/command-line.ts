/** Runs a command in the test's own process, with streams that the test holds. */
import { type PassThrough, Readable, Writable } from 'node:stream'
import { runProgram } from '../../src/cli/program.ts'

export interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface CommandLineOptions {
  /** What stands on standard input: a text, or a stream that the test writes to. */
  readonly input?: string | PassThrough
  /** Standard output and error are a terminal of this width. */
  readonly columns?: number
  readonly env?: Readonly<Record<string, string>>
  readonly folder?: string
}

export async function runCommand(args: readonly string[], options: CommandLineOptions = {}): Promise<Outcome> {
  const { input = '', columns, env = {}, folder = process.cwd() } = options
  const stdout = new Sink(columns)
  const stderr = new Sink(columns)
  const stdin = typeof input === 'string' ? Readable.from(input === '' ? [] : [Buffer.from(input)]) : input
  const code = await runProgram(args, { stdin, stdout, stderr, env, folder })
  return { code, stdout: stdout.text, stderr: stderr.text }
}

class Sink extends Writable {
  readonly isTTY: boolean
  readonly columns?: number
  text = ''

  constructor(columns: number | undefined) {
    super()
    this.isTTY = columns !== undefined
    if (columns !== undefined) this.columns = columns
  }

  override _write(piece: Buffer, _encoding: string, done: () => void): void {
    this.text += piece.toString()
    done()
  }
}
