import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runCommand } from '../../../test/support/command-line.ts'

it('refuses a port that there cannot be before it looks at anything else', async () => {
  expect(await runCommand(['up', 'no-such-folder', '--port', '99999'])).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'error: cannot listen on port 99999: expecting 0 to 65535\n  hint: Write it like --port 4280; 0 takes any free one.\n',
  })
})

it('tells what a port looks like', async () => {
  const { code, stderr } = await runCommand(['up', '--port', 'abc'])
  expect(code).toBe(2)
  expect(stderr).toContain('hint: Write it like --port 4280.')
})

it('says in words that there is no certificate', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'caudal-up-'))
  await using _gone = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
  await writeFile(join(folder, 'caudal.yaml'), 'name: a\n')
  const { code, stderr } = await runCommand(['up', '--tls-cert', 'nope', '--tls-key', 'nope'], { folder })
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'error: cannot read "nope": there is no such file\n  hint: Correct the path.\n',
  })
})

it('notices a port that is taken before it opens streams and datasets', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'caudal-up-'))
  await using _gone = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
  await writeFile(join(folder, 'caudal.yaml'), 'name: a\n')
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const { code, stderr } = await runCommand(['up', '--port', String(port)], { folder })
  other.close()
  expect(code).toBe(2)
  expect(stderr).toContain(`cannot listen on port ${port}: another program does`)
  expect(await readdir(join(folder, '.caudal'))).not.toContain('streams')
})
