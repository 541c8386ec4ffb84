import pc from 'picocolors'
import { describe, expect, it } from 'vitest'
import { globalOptions } from './command.ts'
import { loadCommands } from './commands.ts'
import { parseCommandName, parseInvocation } from './parse.ts'
import { formatHelp, formatOverview } from './terminal/help-text.ts'

const commands = await loadCommands()
const plain = pc.createColors(false)

/** The words of an example as a shell would hand them over, up to the first pipe, redirection or `&&`. */
function wordsOf(line: string): string[] {
  const command = line.slice(line.indexOf('caudal ') + 'caudal '.length).split(/ (?:\||>|&&) |\)$/)[0]!
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2]!)
}

describe.each(commands.map((command) => [command.name, command] as const))('caudal %s', (_, command) => {
  it('says in sentences what it, its arguments and its options are', () => {
    const { summary, arguments: args, options } = command
    for (const text of [
      summary,
      ...args.map((arg) => arg.summary),
      ...Object.values(options).map((option) => option.summary),
    ]) {
      expect(text).toMatch(/^[^a-z].*[.?]$/)
    }
  })

  it('has examples that it understands', () => {
    expect(command.examples.length).toBeGreaterThan(0)
    for (const { line } of command.examples) {
      const { name, rest } = parseCommandName(wordsOf(line))
      expect([name, () => parseInvocation(command, rest)]).toEqual([command.name, expect.any(Function)])
      parseInvocation(command, rest)
    }
  })

  it('hides no global option behind one of its own', () => {
    expect(Object.keys(command.options).filter((name) => name in globalOptions)).toEqual([])
  })

  it('shows its usage, options and examples as help', () => {
    const help = formatHelp(command, plain)
    expect(help).toContain(`Usage: caudal ${command.name}`)
    for (const name of Object.keys(command.options)) expect(help).toContain(`--${name}`)
    for (const { line } of command.examples) expect(help).toContain(line)
  })
})

it('lists every command in the overview', () => {
  const overview = formatOverview(commands, plain)
  for (const { name, summary } of commands) {
    expect(overview).toContain(`  ${name}`)
    expect(overview).toContain(summary)
  }
})
