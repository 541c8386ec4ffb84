import { type Command, globalOptions, type Options } from '../../src/cli/command.ts'
import { loadCommands } from '../../src/cli/commands.ts'
import { formatOption } from '../../src/cli/terminal/help-text.ts'
import { code, generated, type ReferencePage, table } from './page.ts'

export const commandLinePage: ReferencePage = {
  file: 'command-line.md',
  async render() {
    const commands = await loadCommands()
    return `${generated}# Command line

People get aligned text, programs that read a pipe get it plain, and \`--json\` gives JSON. Exit codes: 0 fine, 1 the run failed, 2 your
mistake. Commands find the running project by its folder (\`--project\`, or the folder that you stand in), or by \`--url\` and \`--token\`.

Every command takes

${optionsOf(globalOptions)}
${commands.map(partOf).join('\n')}`
  },
}

function partOf({ name, summary, description, arguments: args, options, examples }: Command): string {
  const usage = ['caudal', name, ...args.map((arg) => (arg.optional ? `[${arg.name}]` : `<${arg.name}>`))].join(' ')
  const words = args.map((arg) => [`\`${arg.name}\``, arg.summary])
  return `## ${name}

${summary}${description ? ` ${description}` : ''}

${code('sh', usage)}
${words.length > 0 ? `${table(['argument', 'meaning'], words)}\n` : ''}${Object.keys(options).length > 0 ? `${optionsOf(options)}\n` : ''}${code('sh', examples.map((example) => `${example.line}  # ${example.summary}`).join('\n'))}`
}

function optionsOf(options: Options): string {
  return table(
    ['option', 'meaning'],
    Object.entries(options).map(([name, option]) => [
      `\`${formatOption(name, option)}\``,
      option.choices ? `${option.summary} One of ${option.choices.join(', ')}.` : option.summary,
    ]),
  )
}
