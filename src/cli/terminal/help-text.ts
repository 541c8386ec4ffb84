import { type Command, globalOptions, type OptionDeclaration, type Options } from '../command.ts'
import type { Colors } from './terminal.ts'

/** What `caudal help` shows: every command and its sentence. */
export function formatOverview(commands: readonly Command[], colors: Colors): string {
  return [
    `${colors.bold('Usage:')} caudal <command> [options]\n`,
    formatPairs(colors.bold('Commands:'), commands.map(overviewPair)),
    formatPairs(colors.bold('Everywhere:'), optionPairs(globalOptions)),
    'See caudal <command> --help for its options and examples.\n',
  ].join('\n')
}

/** What the help of a group (`token`) shows: its commands and their sentences. */
export function formatGroup(group: string, commands: readonly Command[], colors: Colors): string {
  return [
    `${colors.bold('Usage:')} caudal ${group} <command> [options]\n`,
    formatPairs(colors.bold('Commands:'), commands.map(overviewPair)),
    `See caudal ${commands[0]!.name} --help for its options and examples.\n`,
  ].join('\n')
}

/** What `caudal <command> --help` shows. */
export function formatHelp(command: Command, colors: Colors): string {
  const { name, summary, description, arguments: args, options, examples } = command
  const usage = ['caudal', name, ...args.map(formatArgument), '[options]'].join(' ')
  const parts = [`${summary}${description ? `\n${description}` : ''}\n`, `${colors.bold('Usage:')} ${usage}\n`]
  if (args.length > 0) {
    parts.push(
      formatPairs(
        colors.bold('Arguments:'),
        args.map((arg) => [`<${arg.name}>`, withChoices(arg.summary, arg.choices)]),
      ),
    )
  }
  if (Object.keys(options).length > 0) parts.push(formatPairs(colors.bold('Options:'), optionPairs(options)))
  parts.push(formatPairs(colors.bold('Everywhere:'), optionPairs(globalOptions)))
  const lines = examples.map(({ line, summary }) => `  ${colors.dim(`# ${summary}`)}\n  ${line}\n`)
  parts.push(`${colors.bold('Examples:')}\n${lines.join('')}`)
  return parts.join('\n')
}

function overviewPair({ name, arguments: args, summary }: Command): [string, string] {
  return [[name, ...args.map(formatArgument)].join(' '), summary]
}

function formatArgument({ name, optional }: { name: string; optional?: boolean }): string {
  return optional ? `[${name}]` : `<${name}>`
}

function optionPairs(options: Options): [string, string][] {
  return Object.entries(options).map(([name, option]) => [
    formatOption(name, option),
    withChoices(option.summary, option.choices),
  ])
}

/** `-n, --limit <number>` */
export function formatOption(name: string, { short, type, value, choices }: OptionDeclaration): string {
  return `${short ? `-${short}, ` : ''}--${name}${type === 'boolean' ? '' : ` <${value ?? (choices ? name : type)}>`}`
}

function withChoices(summary: string, choices: readonly string[] | undefined): string {
  return choices ? `${summary} One of ${choices.join(', ')}.` : summary
}

function formatPairs(title: string, pairs: readonly (readonly [string, string])[]): string {
  const width = Math.max(...pairs.map(([name]) => name.length))
  return `${title}\n${pairs.map(([name, text]) => `  ${name.padEnd(width)}  ${text}\n`).join('')}`
}
