import { UserError } from '../../lib/errors.ts'
import { type Command, defineCommand } from '../command.ts'
import { commandNames, isCommandName, loadCommand, loadCommands } from '../commands.ts'
import { parseCommandName } from '../parse.ts'
import { helpJson } from '../terminal/help-json.ts'
import { formatGroup, formatHelp, formatOverview } from '../terminal/help-text.ts'
import { colorsOf, print, printJson } from '../terminal/terminal.ts'

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
  async run({ args, globals, terminal }) {
    const colors = colorsOf(terminal)
    const show = (commands: readonly Command[], text: () => string) =>
      globals.json ? printJson(terminal, helpJson(commands)) : print(terminal, text())
    const words = [args.command, args.subcommand].filter((word) => word !== undefined)
    const group = commandNames.filter((name) => name.startsWith(`${args.command} `))
    if (isCommandName(args.command ?? '')) group.unshift(args.command!)
    if (words.length === 0) {
      const all = await loadCommands()
      return show(all, () => formatOverview(all, colors))
    }
    if (args.command !== undefined && words.length === 1 && group.length > 1) {
      const members = await Promise.all(group.map(loadCommand))
      return show(members, () => formatGroup(args.command!, members, colors))
    }
    const { name } = parseCommandName(words)
    if (!name || !isCommandName(name))
      throw new UserError('invalid', `cannot explain "${words.join(' ')}"`, { hint: 'See caudal help.' })
    const command = await loadCommand(name)
    return show([command], () => formatHelp(command, colors))
  },
})
