import { loadCommand } from './commands.ts'
import { parseCommandName, parseInvocation } from './parse.ts'
import { exitCodeOf, formatError, formatErrorJson } from './terminal/error-text.ts'
import { helpJson } from './terminal/help-json.ts'
import { formatHelp } from './terminal/help-text.ts'
import { colorsOf, print, printJson, type Terminal } from './terminal/terminal.ts'

/** Runs one command line and tells its exit code: 0 fine, 1 the run failed, 2 the user's mistake. */
export async function runProgram(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const { name: asked, rest } = parseCommandName(args)
    const name = asked ?? maybeVersion(args) ?? 'help'
    const command = await loadCommand(name)
    const words = rest.filter((word) => word !== '--version' || name !== 'version')
    const invocation = parseInvocation(command, words)
    // Without a command, --help asks for the overview, which is what `help` shows.
    if (invocation.globals.help && asked !== undefined) {
      const { json } = invocation.globals
      await (json ? printJson(terminal, helpJson([command])) : print(terminal, formatHelp(command, colorsOf(terminal))))
      return 0
    }
    return (await command.run({ ...invocation, terminal })) ?? 0
  } catch (error) {
    terminal.stderr.write(
      args.includes('--json') ? formatErrorJson(error) : formatError(error, colorsOf(terminal, 'stderr')),
    )
    return exitCodeOf(error)
  }
}

/** `--version` is what every other program understands. */
function maybeVersion(args: readonly string[]): 'version' | undefined {
  return args.includes('--version') ? 'version' : undefined
}
