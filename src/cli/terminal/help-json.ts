import { type Command, globalOptions, type Options } from '../command.ts'

/** What `--json` prints of the help: the commands as they are declared, for programs that show or call them. */
export function helpJson(commands: readonly Command[]) {
  return {
    commands: commands.map(({ name, summary, description, arguments: args, options, examples }) => ({
      name,
      summary,
      ...(description !== undefined && { description }),
      arguments: args,
      options: optionList(options),
      examples,
    })),
    options: optionList(globalOptions),
  }
}

function optionList(options: Options) {
  return Object.entries(options).map(([name, option]) => ({ name, ...option }))
}
