import { expect, it } from 'vitest'
import { runCommand } from '../../../test/support/command-line.ts'
import { commandNames } from '../commands.ts'

it.each([[['--help']], [['-h']], [['help']]])('shows all commands for %j, as without arguments', async (args) => {
  const overview = await runCommand([])
  expect(overview.stdout).toContain('Usage: caudal <command>')
  expect(await runCommand(args)).toEqual(overview)
})

it('tells programs of every command, its options and examples with --json', async () => {
  const { commands, options } = JSON.parse((await runCommand(['help', '--json'])).stdout)
  expect(commands.map(({ name }: { name: string }) => name)).toEqual(commandNames)
  expect(options).toContainEqual(expect.objectContaining({ name: 'json', type: 'boolean' }))
  const [sql] = JSON.parse((await runCommand(['sql', '--help', '--json'])).stdout).commands
  expect(sql).toMatchObject({ name: 'sql', arguments: [{ name: 'query' }], examples: expect.any(Array) })
  expect(sql.options).toContainEqual(expect.objectContaining({ name: 'format', choices: expect.any(Array) }))
  const tokens = JSON.parse((await runCommand(['token', '--help', '--json'])).stdout).commands
  expect(tokens.map(({ name }: { name: string }) => name)).toEqual(['token create', 'token list', 'token revoke'])
})

it('gives the completion of a shell in a field with --json', async () => {
  const { stdout } = await runCommand(['completion', 'bash'])
  expect(JSON.parse((await runCommand(['completion', 'bash', '--json'])).stdout)).toEqual({
    shell: 'bash',
    script: stdout,
  })
})

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
