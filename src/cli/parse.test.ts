import { describe, expect, it } from 'vitest'
import { UserError } from '../lib/errors.ts'
import { defineCommand } from './command.ts'
import { parseCommandName, parseInvocation } from './parse.ts'

const command = defineCommand({
  name: 'example',
  summary: 'An example.',
  arguments: [
    { name: 'what', summary: 'What.' },
    { name: 'kind', summary: 'Which kind.', optional: true, choices: ['a', 'b'] },
  ],
  options: {
    limit: { type: 'number', short: 'n', summary: 'How many.' },
    in: { type: 'string', summary: 'Where.' },
    format: { type: 'string', choices: ['csv', 'json'], summary: 'How.' },
    param: { type: 'string', multiple: true, summary: 'Values.' },
    watch: { type: 'boolean', summary: 'Again and again.' },
  },
  examples: [],
  async run() {},
})

function mistakeOf(run: () => unknown): { message: string; hint: string | undefined } {
  try {
    run()
  } catch (error) {
    if (error instanceof UserError) return { message: error.message, hint: error.hint }
    throw error
  }
  throw new Error('there was no mistake')
}

describe('parsing a command line', () => {
  it('reads arguments, options and global options in any order', () => {
    const { args, options, globals } = parseInvocation(command, [
      '-n',
      '5',
      'x',
      '--json',
      'b',
      '--param=a=1',
      '--param',
      'b=2',
    ])
    expect(args).toEqual({ what: 'x', kind: 'b' })
    expect(options).toEqual({ limit: 5, in: undefined, format: undefined, param: ['a=1', 'b=2'], watch: false })
    expect(globals).toMatchObject({ json: true, url: undefined, help: false })
  })

  it('takes what follows -- as it is, and - as standard input', () => {
    expect(parseInvocation(command, ['--', '-level:error']).args).toEqual({ what: '-level:error' })
    expect(parseInvocation(command, ['-']).args).toEqual({ what: '-' })
  })

  it.each([
    [['x', '--limt', '5'], 'cannot read option "--limt": caudal example does not have it', 'Did you mean "--limit"?'],
    [['x', '--limit'], 'cannot read option "--limit": expecting a whole number', 'Write --limit <number>.'],
    [['x', '--in', '--json'], 'cannot read option "--in": expecting <string>; got "--json"', 'Write --in <string>.'],
    [
      ['x', '--limit', '-1'],
      'cannot read option "--limit": expecting a whole number; got "-1"',
      'Write --limit <number>.',
    ],
    [
      ['x', '--limit', '5.5'],
      'cannot read option "--limit": expecting a whole number; got "5.5"',
      'Write it like --limit 50.',
    ],
    [['x', '--format', 'cvs'], 'cannot read --format "cvs": expecting csv, json', 'Did you mean "csv"?'],
    [['x', '--watch=yes'], 'cannot read option "--watch": it takes no value; got "yes"', 'Write --watch alone.'],
    [['x', 'c'], 'cannot read <kind> "c": expecting a, b', 'Did you mean "a"?'],
    [[], 'cannot run "example": expecting <what>', 'See caudal example --help.'],
    [['x', 'a', 'y', 'z'], 'cannot run "example": unexpected "y"', 'Put text with spaces in quotes.'],
  ])('tells what is wrong with %j', (words, message, hint) => {
    expect(mistakeOf(() => parseInvocation(command, words))).toEqual({ message, hint })
  })

  it('does not ask for arguments when help is wanted', () => {
    expect(parseInvocation(command, ['--help']).globals.help).toBe(true)
  })
})

describe('finding the command', () => {
  it('lets global options come first', () => {
    expect(parseCommandName(['--json', '--url', 'http://x', 'sql', 'select 1'])).toEqual({
      name: 'sql',
      rest: ['--json', '--url', 'http://x', 'select 1'],
    })
  })

  it('reads a command of two words', () => {
    expect(parseCommandName(['token', '--json', 'create', 'bot'])).toEqual({
      name: 'token create',
      rest: ['--json', 'bot'],
    })
  })

  it('has no name where there are only options', () => {
    expect(parseCommandName(['--json'])).toEqual({ name: undefined, rest: ['--json'] })
  })

  it('asks whether a similar command was meant', () => {
    expect(mistakeOf(() => parseCommandName(['serach'])).hint).toBe('Did you mean "search"?')
    expect(mistakeOf(() => parseCommandName(['token', 'revok'])).hint).toBe('Did you mean "revoke"?')
    expect(mistakeOf(() => parseCommandName(['token'])).message).toBe(
      'cannot run "token": expecting create, list, revoke',
    )
  })
})
