import { mkdir } from 'node:fs/promises'
import { flushCompileCache } from 'node:module'
import { join, relative, resolve } from 'node:path'
import { UserError } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'
import { type Certificate, keepTrusted, readCertificate, selfSigned } from '../connection/certificate.ts'
import { addRunning } from '../connection/running-projects.ts'
import { openBrowser } from '../terminal/browser-opening.ts'
import { ownProgram } from '../terminal/own-program.ts'
import { colorsOf, print, printJson, type Terminal } from '../terminal/terminal.ts'

/** A terminal sends its Ctrl-C to every process in front of it, and each passes it on: what comes within this time is one. */
const oneSignal_ms = 500

export default defineCommand({
  name: 'up',
  summary: 'Starts a project; Ctrl-C stops it.',
  description: 'It is ready when GET /ready answers 200. Stopping finishes what is on its way.',
  arguments: [
    { name: 'dir', summary: 'The project folder; this one by default.', optional: true, completes: 'folder' },
  ],
  options: {
    port: { type: 'number', summary: 'The port of HTTP; 4280 by default, 0 takes any free one.' },
    host: { type: 'string', value: 'address', summary: 'Where to listen; 127.0.0.1 by default: this machine only.' },
    data: {
      type: 'string',
      value: 'dir',
      summary: 'Where data are kept; <dir>/.caudal by default.',
      completes: 'folder',
    },
    'tls-cert': { type: 'string', value: 'file', summary: 'The certificate (PEM) for HTTPS.', completes: 'file' },
    'tls-key': { type: 'string', value: 'file', summary: 'Its key (PEM).', completes: 'file' },
    'self-signed': { type: 'boolean', summary: 'HTTPS with a certificate made here.' },
    'no-open': { type: 'boolean', summary: 'Do not open the browser, which opens where there is a desktop.' },
    insecure: { type: 'boolean', summary: 'Listen beyond this machine without TLS.' },
  },
  examples: [
    { line: 'caudal up', summary: 'The project of this folder' },
    { line: 'caudal up shop --port 5000', summary: 'Another one, elsewhere' },
    { line: 'caudal up --host 0.0.0.0 --tls-cert cert.pem --tls-key key.pem', summary: 'For other machines, with TLS' },
  ],
  async run({ args, options, globals, terminal }) {
    checkPort(options.port)
    const folder = resolve(terminal.folder, args.dir ?? globals.project ?? '.')
    const data = resolve(terminal.folder, options.data ?? join(folder, '.caudal'))
    const { openProject } = await import('../../project/index.ts')
    const { drawGraph } = await import('../../project/graph.ts')
    const project = await openProject(folder, { environment: terminal.env })
    const tls = await certificateOf(options, data, terminal)

    // From here on a signal is not the end: what has begun to start is stopped in order.
    const stopped = nextSignal()
    const starting = new AbortController()
    void stopped.then(() => starting.abort())
    const { start } = await import('../../main.ts')
    const running = await start({
      folder,
      data,
      json: globals.json,
      insecure: options.insecure,
      signal: starting.signal,
      ...(options.port === undefined ? {} : { port: options.port }),
      ...(options.host === undefined ? {} : { host: options.host }),
      ...(tls ? { tls } : {}),
    }).catch((error: unknown) => {
      // The log has told what it waited for.
      if (starting.signal.aborted) return undefined
      throw error
    })
    if (!running) {
      if (globals.json) await printJson(terminal, { event: 'stopped' })
      return
    }
    // Where the home folder cannot be written (a container), commands find the project by its folder.
    const removeRunning = await addRunning({ project: folder, data, pid: process.pid }, terminal.env).catch(
      () => undefined,
    )
    const { url, firstLink } = running
    if (globals.json) {
      await printJson(terminal, {
        event: 'ready',
        project: project.name,
        folder,
        data,
        url,
        pid: process.pid,
        first_link: firstLink,
      })
    } else {
      const { bold, cyan, dim } = colorsOf(terminal)
      const place = (path: string) => relative(terminal.folder, path) || '.'
      const first = firstLink
        ? `\n  first    ${cyan(firstLink)}\n           ${dim('makes the first administrator, once')}`
        : ''
      await print(
        terminal,
        `\n${bold(project.name)} runs at ${cyan(url)}\n  project  ${place(folder)}\n  data     ${place(data)}${first}\n\n${drawGraph(project)}\n\n${dim(`Ctrl-C stops it. From another terminal: ${ownProgram(terminal)} status`)}\n\n`,
      )
    }
    if (!globals.json && !options['no-open']) openBrowser(terminal, firstLink ?? `${url}/ui/`)
    // The next start is fast also when this one ends without a word.
    flushCompileCache()
    const signal = await stopped
    const tellStop = (event: object, text: string) =>
      globals.json ? printJson(terminal, event) : print(terminal, `${text}\n`)
    await tellStop({ event: 'stopping', signal }, 'stopping …')
    await running.stop()
    await removeRunning?.()
    await tellStop({ event: 'stopped' }, 'stopped')
  },
})

function checkPort(port: number | undefined): void {
  if (port === undefined || port <= 65_535) return
  throw new UserError('invalid', `cannot listen on port ${port}: expecting 0 to 65535`, {
    hint: 'Write it like --port 4280; 0 takes any free one.',
  })
}

async function certificateOf(
  options: {
    readonly 'tls-cert': string | undefined
    readonly 'tls-key': string | undefined
    readonly 'self-signed': boolean
  },
  data: string,
  terminal: Terminal,
): Promise<Certificate | undefined> {
  const { 'tls-cert': cert, 'tls-key': key } = options
  if ((cert === undefined) !== (key === undefined)) {
    throw new UserError('invalid', `cannot use TLS: expecting --tls-cert and --tls-key; got one of them`, {
      hint: 'Give both, or --self-signed.',
    })
  }
  if (cert === undefined && !options['self-signed']) return undefined
  await mkdir(data, { recursive: true, mode: 0o700 })
  if (cert === undefined) return selfSigned(data)
  const certificate = await readCertificate(cert, key!, terminal.folder)
  await keepTrusted(data, certificate.cert)
  return certificate
}

/** Resolves with the first signal to stop; a second one, some time later, ends the process at once, unless it says no more than that nobody looks. */
function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let first_ms: number | undefined
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        const isSecond = first_ms !== undefined && performance.now() - first_ms > oneSignal_ms
        if (isSecond && signal !== 'SIGHUP') process.exit(1)
        first_ms ??= performance.now()
        resolve(signal)
      })
    }
  })
}
