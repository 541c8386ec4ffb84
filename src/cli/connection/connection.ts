import { readFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { UserError } from '../../lib/errors.ts'
import { exists } from '../../lib/existence.ts'
import { type ConnectionFile, connectionFile } from '../../model/connection-file.ts'
import type { globalOptions, OptionValues } from '../command.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { maybeTrusted } from './certificate.ts'
import { isAlive } from './process-alive.ts'
import { listRunning, type RunningProject } from './running-projects.ts'

/** How to reach a Caudal that runs. */
export interface Connection {
  readonly url: string
  readonly token: string | undefined
  /** The certificate of a project on this machine: it is trusted as it is, whatever name it is for. */
  readonly ca?: string | undefined
}

/**
 * Finds what to talk to: the URL given; else the project of this folder; else the only project that runs on this machine.
 */
export async function findConnection(
  globals: OptionValues<typeof globalOptions>,
  terminal: Terminal,
): Promise<Connection> {
  const { env, folder } = terminal
  const url = globals.url ?? env.CAUDAL_URL
  const token = globals.token ?? env.CAUDAL_TOKEN
  if (url) return { url: parseUrl(url), token }

  const running = await listRunning(env)
  const project = await findProject(globals.project === undefined ? folder : resolve(folder, globals.project))
  if (globals.project !== undefined && !project) {
    throw new UserError('not_found', `cannot find a project in "${globals.project}": it has no caudal.yaml`, {
      hint: 'Name the folder of a project, or make one: caudal new <name>',
    })
  }
  if (project) {
    // With `up --data` the data lie elsewhere, and only the list of running projects knows where.
    const data = running.filter((one) => one.project === project).map((one) => one.data)
    for (const candidate of [...data, join(project, '.caudal')]) {
      const connection = await readConnection(candidate)
      if (connection) return { ...connection, token: token ?? connection.token }
    }
    throw notRunning(
      `the project ${project === folder ? 'of this folder' : `"${relative(folder, project)}"`} does not run`,
      `Start it: caudal up ${relative(folder, project)}`.trim(),
    )
  }
  return { ...(await findOnly(running, folder)), ...(token ? { token } : {}) }
}

async function findOnly(running: readonly RunningProject[], folder: string): Promise<Connection> {
  if (running.length === 0) throw notRunning('no project runs on this machine', 'Start one: caudal up <dir>')
  if (running.length > 1) throw await severalRun(running, folder)
  const connection = await readConnection(running[0]!.data)
  if (!connection) throw notRunning('no project runs on this machine', 'Start one: caudal up <dir>')
  return connection
}

/** Each with its address and the flag that means it, ready to be copied. */
async function severalRun(running: readonly RunningProject[], folder: string): Promise<UserError> {
  const choices = await Promise.all(
    running.map(async ({ project, data }) => {
      const connection = await readConnection(data)
      return `--project ${quoteWord(nearPath(folder, project))}${connection ? ` (${connection.url})` : ''}`
    }),
  )
  return new UserError('invalid', `cannot tell which project is meant: ${running.length} run on this machine`, {
    hint: `Add one of ${choices.sort().join(', ')}; or ask from within its folder.`,
  })
}

/** Relative where that is shorter. */
function nearPath(folder: string, project: string): string {
  const near = relative(folder, project) || '.'
  return near.length < project.length ? near : project
}

/** As a shell takes it for one word. */
function quoteWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

/** The folder of the project to which a folder belongs: the nearest one upwards with a `caudal.yaml`. */
export async function findProject(from: string): Promise<string | undefined> {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (await exists(join(folder, 'caudal.yaml'))) return folder
    if (folder === dirname(folder)) return undefined
  }
}

async function readConnection(data: string): Promise<Connection | undefined> {
  let file: ConnectionFile
  try {
    file = JSON.parse(await readFile(join(data, connectionFile), 'utf8')) as ConnectionFile
  } catch {
    // Nothing runs there, or a power cut left half a file.
    return undefined
  }
  const { url, token, pid } = file
  if (!isAlive(pid)) return undefined
  return { url, token, ...(url.startsWith('https:') ? { ca: await maybeTrusted(data) } : {}) }
}

function parseUrl(text: string): string {
  const url = URL.parse(text)
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new UserError('invalid', `cannot read URL "${text}": expecting http:// or https://`, {
      hint: 'Write it like --url https://caudal.example.org:4280',
    })
  }
  return url.href.replace(/\/$/, '')
}

function notRunning(why: string, hint: string): UserError {
  return new UserError('unavailable', `cannot reach Caudal: ${why}`, {
    hint: `${hint} (or name another machine: --url and --token)`,
  })
}
