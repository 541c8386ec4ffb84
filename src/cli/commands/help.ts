import { UserError } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'
import { commandNames, isCommandName, loadCommand, loadCommands } from '../commands.ts'
import { parseCommandName } from '../parse.ts'
import { formatGroup, formatHelp, formatOverview } from '../terminal/help-text.ts'
import { colorsOf, print } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'help',
  summary: 'Shows the commands, or the options and examples of one.',
  arguments: [
    { name: 'command', summary: 'The command to explain.', optional: true },
    { name: 'subcommand', summary: 'Its second word, such as create in token create.', optional: true },
  ],
  options: {},
  examples: [
    { line: 'caudal help', summary: 'All commands' },
    { line: 'caudal help sql', summary: 'One command' },
  ],
  async run({ args, terminal }) {
    const colors = colorsOf(terminal)
    const words = [args.command, args.subcommand].filter((word) => word !== undefined)
    const group = commandNames.filter((name) => name.startsWith(`${args.command} `))
    if (isCommandName(args.command ?? '')) group.unshift(args.command!)
    if (words.length === 0) return print(terminal, formatOverview(await loadCommands(), colors))
    if (args.command !== undefined && words.length === 1 && group.length > 1) {
      return print(terminal, formatGroup(args.command, await Promise.all(group.map(loadCommand)), colors))
    }
    const { name } = parseCommandName(words)
    if (!name || !isCommandName(name))
      throw new UserError('invalid', `cannot explain "${words.join(' ')}"`, { hint: 'See caudal help.' })
    return print(terminal, formatHelp(await loadCommand(name), colors))
  },
})
