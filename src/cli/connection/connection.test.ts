import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommand } from '../../../test/support/command-line.ts'
import { answer, ScriptedServer } from '../../../test/support/scripted-server.ts'
import { findConnection } from './connection.ts'
import { addRunning, listRunning } from './running-projects.ts'

let root: string
let env: Record<string, string>

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'caudal-connection-'))
  env = { XDG_STATE_HOME: join(root, 'state') }
})
afterEach(() => rm(root, { recursive: true }))

/** A project folder; with a pid, one that runs. */
async function project(name: string, pid?: number, data = '.caudal'): Promise<string> {
  const folder = join(root, name)
  await mkdir(join(folder, data), { recursive: true })
  await writeFile(join(folder, 'caudal.yaml'), `name: ${name}\n`)
  if (pid !== undefined) {
    await writeFile(
      join(folder, data, 'connection.json'),
      JSON.stringify({ url: `http://${name}:1`, token: name, pid }),
    )
  }
  return folder
}

/** A process that is gone. */
const deadPid = 2 ** 22 + 1

function find(folder: string, globals: { url?: string; token?: string; project?: string } = {}, more = env) {
  const streams = { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr }
  const all = { json: false, help: false, url: undefined, token: undefined, project: undefined, ...globals }
  return findConnection(all, { ...streams, env: more, folder })
}

describe('finding the running project', () => {
  it('takes the URL that is given, from an option before the environment', async () => {
    expect(await find(root, { url: 'https://a.example:4280/', token: 't' })).toEqual({
      url: 'https://a.example:4280',
      token: 't',
    })
    const more = { ...env, CAUDAL_URL: 'http://b:1', CAUDAL_TOKEN: 'u' }
    expect(await find(root, {}, more)).toEqual({ url: 'http://b:1', token: 'u' })
    await expect(find(root, { url: 'localhost:4280' })).rejects.toThrow('cannot read URL "localhost:4280"')
  })

  it('takes the project of this folder, or of a folder above', async () => {
    const folder = await project('shop', process.pid)
    await mkdir(join(folder, 'sql'))
    expect(await find(join(folder, 'sql'))).toEqual({ url: 'http://shop:1', token: 'shop' })
    expect(await find(root, { project: 'shop' })).toEqual({ url: 'http://shop:1', token: 'shop' })
  })

  it('takes the only project that runs on this machine, whatever the folder', async () => {
    const folder = await project('shop', process.pid)
    await addRunning({ project: folder, data: join(folder, '.caudal'), pid: process.pid }, env)
    expect(await find(root)).toEqual({ url: 'http://shop:1', token: 'shop' })
  })

  it('finds data that were put elsewhere', async () => {
    const folder = await project('shop', process.pid, 'elsewhere')
    await addRunning({ project: folder, data: join(folder, 'elsewhere'), pid: process.pid }, env)
    expect(await find(folder)).toEqual({ url: 'http://shop:1', token: 'shop' })
  })

  it('asks which one is meant when several run', async () => {
    for (const name of ['a', 'b b']) {
      const folder = await project(name, process.pid)
      await addRunning({ project: folder, data: join(folder, '.caudal'), pid: process.pid }, env)
    }
    await expect(find(root)).rejects.toMatchObject({
      code: 'invalid',
      message: 'cannot tell which project is meant: 2 run on this machine',
      hint: "Add one of --project 'b b' (http://b b:1), --project a (http://a:1); or ask from within its folder.",
    })
  })

  it('does not talk to another project when the one of this folder does not run', async () => {
    const folder = await project('shop', process.pid)
    await addRunning({ project: folder, data: join(folder, '.caudal'), pid: process.pid }, env)
    await expect(find(await project('water', deadPid))).rejects.toMatchObject({
      code: 'unavailable',
      message: 'cannot reach Caudal: the project of this folder does not run',
    })
  })

  it('forgets what a crash left behind', async () => {
    const folder = await project('shop', deadPid)
    await addRunning({ project: folder, data: join(folder, '.caudal'), pid: deadPid }, env)
    await expect(find(root)).rejects.toThrow('no project runs on this machine')
    expect(await listRunning(env)).toEqual([])
  })

  it('is not confused by files that a power cut left empty', async () => {
    const folder = await project('shop', process.pid)
    await addRunning({ project: folder, data: join(folder, '.caudal'), pid: process.pid }, env)
    await writeFile(join(root, 'state/caudal/running/torn.json'), '')
    expect(await find(root)).toMatchObject({ token: 'shop' })
    await writeFile(join(folder, '.caudal/connection.json'), '')
    await expect(find(folder)).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('keeps its notes for their owner only, and takes them away', async () => {
    const remove = await addRunning({ project: root, data: root, pid: process.pid }, env)
    const folder = join(root, 'state/caudal/running')
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    await remove()
    expect(await listRunning(env)).toEqual([])
  })

  it('sends nobody in a circle who has no token for a project on this machine', async () => {
    const hint = 'Send "Authorization: Bearer <token>"; make a token with: caudal token create <name> --role <role>'
    const refusal = answer(401, { code: 'unauthorized', message: 'cannot tell who asks: no token was sent', hint })
    const server = new ScriptedServer([refusal])
    const url = await server.listen()
    const nobody = await runCommand(['status', '--url', url], { env })
    expect(nobody.stderr).toMatch(/^error: cannot tell who asks: no token was sent\n {2}hint: .*--project <dir>/)
    expect(nobody.stderr).not.toContain('Bearer')
    expect((await runCommand(['status', '--url', url, '--token', 'x'], { env })).stderr).toContain('Bearer')
    server.close()
  })

  it('says in a sentence that nobody is there', async () => {
    const { code, stderr } = await runCommand(['status', '--url', 'http://127.0.0.1:9'], { env })
    expect(code).toBe(1)
    expect(stderr).toBe(
      'error: cannot reach Caudal at "http://127.0.0.1:9": nothing listens there\n  hint: Check that it runs (caudal up), and that --url is its address.\n',
    )
  })
})
