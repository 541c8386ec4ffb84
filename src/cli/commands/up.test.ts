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
