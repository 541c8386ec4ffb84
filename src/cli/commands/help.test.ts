import { expect, it } from 'vitest'
import { runCommand } from '../../../test/support/command-line.ts'

it.each([[['--help']], [['-h']], [['help']], [['--json', '-h']]])(
  'shows all commands for %j, as without arguments',
  async (args) => {
    const overview = await runCommand([])
    expect(overview.stdout).toContain('Usage: caudal <command>')
    expect(await runCommand(args)).toEqual(overview)
  },
)

it('explains help itself when it is asked to', async () => {
  expect((await runCommand(['help', '--help'])).stdout).toContain('Usage: caudal help [command]')
})

it.each([[['token', '--help']], [['help', 'token']]])(
  'lists the commands of a group for %j, without all of their options',
  async (args) => {
    const { stdout } = await runCommand(args)
    expect(stdout).toContain('Usage: caudal token <command> [options]')
    for (const name of ['create <name>', 'list', 'revoke <name>']) expect(stdout).toContain(`  token ${name}`)
    expect(stdout).not.toContain('--role')
    expect((await runCommand(['token', 'create', '--help'])).stdout).toContain('--role')
  },
)
