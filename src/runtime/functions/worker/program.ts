/** Any program as a function: it is started for a batch, reads JSON lines to the end of its input, and writes JSON lines. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { UserError } from '../../../lib/errors.ts'
import { secretsOf } from '../own-secrets.ts'
import { readLines } from '../pool/printed-lines.ts'

export interface ProgramHost {
  readonly folder: string
  readonly path: string
  readonly secrets: Readonly<Record<string, string>>
  readonly config: Readonly<Record<string, unknown>>
  /** A line that it printed on stderr. */
  onPrint(line: string): void
}

/** Its environment: where programs are, where it may write, what the project gives it. */
function environmentOf({ path, secrets, config }: ProgramHost): NodeJS.ProcessEnv {
  return {
    PATH: path,
    LANG: 'C.UTF-8',
    TMPDIR: process.cwd(),
    CAUDAL_CONFIG: JSON.stringify(config),
    ...secrets,
  }
}

/** What it wrote, line by line. Throws when it ends otherwise than with 0. */
export async function runProgram(command: readonly string[], input: Uint8Array, host: ProgramHost): Promise<string[]> {
  const [name, ...args] = command
  const child = spawn(name!, args, { cwd: host.folder, env: environmentOf(host), stdio: 'pipe' })
  let complaint = ''
  const onLine = (line: string) => {
    if (line.trim() !== '') complaint = line.trim()
    host.onPrint(line)
  }
  readLines(child.stderr, onLine, () => secretsOf(host))
  // It may end without having read everything.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const written: Buffer[] = []
  child.stdout.on('data', (piece: Buffer) => written.push(piece))
  const [code, signal] = (await once(child, 'close').catch((error: Error) => {
    throw new UserError('invalid', `cannot start "${name}": ${error.message}`, {
      hint: 'Give the whole path of the program, or the name of one that is on the PATH of Caudal.',
    })
  })) as [number | null, NodeJS.Signals | null]
  if (code !== 0) {
    const why = complaint === '' ? '' : `: ${complaint}`
    throw new Error(`"${command.join(' ')}" ended with ${signal ?? `exit code ${code}`}${why}`)
  }
  return Buffer.concat(written)
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
}
