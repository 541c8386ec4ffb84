import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { binary, caudal, Product, temporaryProject } from '../support/product.ts'

const yaml = `name: process
streams:
  events: {}
datasets:
  events: {}
`

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function started() {
  const { folder, remove } = await temporaryProject(yaml)
  // A process group of its own, as a service manager gives it.
  const child = spawn(binary, ['up', folder, '--port', '0'], { detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
  let output = ''
  child.stderr.on('data', (part) => {
    output += part
  })
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const product = new Product(folder)
  await product.untilReady()
  onTestFinished(async () => {
    try {
      process.kill(-child.pid!, 'SIGKILL')
    } catch {
      // It has ended already.
    }
    await exited
    await remove()
  })
  return { folder, child, exited, product, output: () => output }
}

describe('the processes of a running project', () => {
  it('all end well when the whole group is told to stop', async () => {
    const { child, exited, output } = await started()
    process.kill(-child.pid!, 'SIGTERM')
    expect(await exited).toBe(0)
    expect(output()).not.toMatch(/warn|error/)
  })

  it('end well when they are told to, though nobody reads what they print any more', async () => {
    const { folder, remove } = await temporaryProject(yaml)
    onTestFinished(remove)
    const child = spawn(binary, ['up', folder, '--port', '0'], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
    await new Product(folder).untilReady()
    child.stdout.destroy()
    child.stderr.destroy()
    child.kill('SIGTERM')
    expect(await exited).toBe(0)
  })

  it('do not start on a port that another program has, and say which to take', async () => {
    const { folder, remove } = await temporaryProject(yaml)
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const { code, stderr } = await caudal(['up', folder, '--port', String(port)])
    other.close()
    await remove()
    expect(code).toBe(2)
    expect(stderr).toContain(`cannot listen on port ${port}: another program does`)
    expect(stderr).toContain(`--port ${port + 1}`)
  })

  it('do not start at an address that the machine does not have, and say so', async () => {
    const { folder, remove } = await temporaryProject(yaml)
    const { code, stderr } = await caudal(['up', folder, '--port', '0', '--host', '192.0.2.1', '--insecure'])
    await remove()
    expect(code).toBe(2)
    expect(stderr).toContain('cannot listen on "192.0.2.1": this machine does not have this address')
    expect(stderr).not.toContain('mistake of Caudal')
  })

  it('are started for a moment when a project that does not run is verified', async () => {
    const { folder, remove } = await temporaryProject(yaml)
    const product = new Product(folder)
    await product.start()
    await product.request('/ingest/events', { method: 'POST', body: '{"a":1}' })
    await product.stop()
    const { code, stdout } = await caudal(['verify', '--project', folder])
    await remove()
    expect(stdout).toContain('clean')
    expect(code).toBe(0)
  })

  it('end when the command that started them is killed', async () => {
    const { folder, child, exited } = await started()
    const { pid } = JSON.parse(readFileSync(join(folder, '.caudal/connection.json'), 'utf8')) as { pid: number }
    child.kill('SIGKILL')
    await exited
    await expect.poll(() => isAlive(pid)).toBe(false)
    // It was told, and took its leave in order.
    expect(existsSync(join(folder, '.caudal/connection.json'))).toBe(pid === child.pid)
  })
})
