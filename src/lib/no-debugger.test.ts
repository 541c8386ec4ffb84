import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { entryFile } from './entry.ts'

it('a process that must not be debugged goes on without a debugger after the signal for it', async () => {
  const own = `import ${JSON.stringify(entryFile(import.meta.url, './no-debugger'))}`
  const signalled = `${own}; process.kill(process.pid, 'SIGUSR1'); setTimeout(() => console.log('done'), 500)`
  const child = spawn(process.execPath, ['--inspect-port=127.0.0.1:0', '--input-type=module', '-e', signalled])
  let told = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (told += piece.toString()))
  expect(await once(child, 'close')).toEqual([0, null])
  expect(told).toBe('done\n')
})
