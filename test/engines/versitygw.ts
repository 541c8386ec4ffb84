/** versitygw, built from its Go module: a server of S3 over a folder, with users and policies of buckets. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cacheFolder, installOnce } from '../support/install-once.ts'

const version = 'v1.8.0'
const folder = cacheFolder('versitygw')

const why = installOnce('versitygw', version, (bin) => {
  const env = { ...process.env, GOBIN: bin, GOFLAGS: '-mod=mod', CGO_ENABLED: '0' }
  const program = `github.com/versity/versitygw/cmd/versitygw@${version}`
  execFileSync('nice', ['-n', '15', 'go', 'install', program], { cwd: bin, env, stdio: 'pipe' })
})

/** Why it cannot be had here, if so. */
export const absence = why === undefined ? undefined : `versitygw ${version} cannot be built with Go: ${why}`

export interface Keys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

export class VersityGateway {
  readonly #process: ChildProcess
  readonly #home = mkdtempSync(join(tmpdir(), 'caudal-versitygw-'))
  readonly url: string
  /** May do everything. */
  readonly root: Keys = { accessKeyId: 'root', secretAccessKey: 'the secret of root' }
  /** May do what the policy of a bucket says. */
  readonly user: Keys = { accessKeyId: 'caudal', secretAccessKey: 'the secret of caudal' }

  private constructor(port: number) {
    this.url = `http://127.0.0.1:${port}`
    const [data, users] = [join(this.#home, 'data'), join(this.#home, 'users')]
    mkdirSync(data)
    mkdirSync(users)
    const { accessKeyId: access, secretAccessKey: secret } = this.user
    const account = { access, secret, role: 'user', userID: 0, groupID: 0, projectID: 0 }
    writeFileSync(join(users, 'users.json'), JSON.stringify({ accessAccounts: { [access]: account } }))
    const root = ['--access', this.root.accessKeyId, '--secret', this.root.secretAccessKey]
    const options = ['--region', 'eu-west-1', '--port', `127.0.0.1:${port}`, '--iam-dir', users, '--quiet']
    this.#process = spawn(join(folder, 'versitygw'), [...root, ...options, 'posix', data], { stdio: 'ignore' })
  }

  /** It does not say which port it has taken, so that it is told one; another if somebody was quicker. */
  static async start(): Promise<VersityGateway> {
    for (let tries = 0; tries < 10; tries++) {
      const gateway = new VersityGateway(await freePort())
      if (await gateway.#isUp()) return gateway
    }
    throw new Error('versitygw did not start')
  }

  stop(): void {
    this.#process.once('exit', () => rmSync(this.#home, { recursive: true, force: true }))
    this.#process.kill()
  }

  async #isUp(): Promise<boolean> {
    const end = performance.now() + 60_000
    while (this.#process.exitCode === null && performance.now() < end) {
      if (await fetch(this.url).catch(() => undefined)) return true
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    this.stop()
    return false
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
