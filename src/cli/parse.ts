import { parseArgs } from 'node:util'
import { UserError } from '../lib/errors.ts'
import { didYouMean } from '../lib/similar.ts'
import {
  type Arguments,
  type ArgumentValues,
  type Command,
  globalOptions,
  type Invocation,
  type OptionDeclaration,
  type Options,
} from './command.ts'
import { commandNames, isCommandName } from './commands.ts'

/** Which command a line asks for, and the words without it. No name: the line has only options, or nothing. */
export interface CommandLine {
  readonly name: string | undefined
  readonly rest: readonly string[]
}

/** Finds the command's name, which global options may precede. A group (`token`) takes its second word too. */
export function parseCommandName(args: readonly string[]): CommandLine {
  const { tokens } = tokenize(args, globalOptions)
  const words = tokens.filter((token) => token.kind === 'positional')
  const first = words[0]
  if (!first) return { name: undefined, rest: args }
  const second = words[1]
  const name = `${first.value} ${second?.value}`
  // A command may be a group, too: `rejected events` and `rejected show`.
  if (second && isCommandName(name)) {
    return { name, rest: args.filter((_, i) => i !== first.index && i !== second.index) }
  }
  if (isCommandName(first.value)) return { name: first.value, rest: args.toSpliced(first.index, 1) }

  const group = commandNames.filter((name) => name.startsWith(`${first.value} `))
  if (group.length > 0) {
    // `token --help` is answered for the whole group.
    if (!second && args.some((arg) => arg === '--help' || arg === '-h'))
      return { name: 'help', rest: [first.value, ...args.filter((arg) => arg === '--json')] }
    const seconds = group.map((member) => member.slice(first.value.length + 1))
    throw new UserError(
      'invalid',
      `cannot run "${first.value}${second ? ` ${second.value}` : ''}": expecting ${seconds.join(', ')}`,
      {
        hint: didYouMean(second?.value ?? '', seconds) ?? `See caudal ${first.value} --help.`,
      },
    )
  }
  throw new UserError('invalid', `cannot run "${first.value}": there is no such command`, {
    hint: didYouMean(first.value, [...new Set(commandNames.map((name) => name.split(' ')[0]!))]) ?? 'See caudal help.',
  })
}

/** The values of a command's arguments and options; every mistake is a `UserError` that says what was expected. */
export function parseInvocation<A extends Arguments, O extends Options>(
  command: Pick<Command<A, O>, 'name' | 'arguments' | 'options'>,
  args: readonly string[],
): Omit<Invocation<A, O>, 'terminal'> {
  const declared: Options = { ...command.options, ...globalOptions }
  const { tokens } = tokenize(args, declared)
  const values: Record<string, unknown> = {}
  for (const [name, { multiple, type }] of Object.entries(declared)) {
    values[name] = multiple ? [] : type === 'boolean' ? false : undefined
  }

  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const option = Object.hasOwn(declared, token.name) ? declared[token.name] : undefined
    if (!option) throw unknownOption(command.name, token.rawName, declared)
    // Not `--in --json`: the next option is not the value of this one. `-` alone is standard input.
    const swallowed = token.inlineValue === false && /^-./.test(token.value)
    const value = swallowed
      ? refuseValue(token.rawName, token.value, option)
      : parseValue(token.rawName, token.value, option)
    if (option.multiple) (values[token.name] as unknown[]).push(value)
    else values[token.name] = value
  }

  const words = tokens.filter((token) => token.kind === 'positional').map((token) => token.value)
  const pick = (options: Options) => Object.fromEntries(Object.keys(options).map((name) => [name, values[name]]))
  const globals = pick(globalOptions) as Invocation['globals']
  return {
    // Who asks for help need not know the arguments.
    args: (globals.help ? {} : parseArguments(command, words)) as ArgumentValues<A>,
    options: pick(command.options) as Invocation<A, O>['options'],
    globals,
  }
}

function parseArguments(
  command: Pick<Command, 'name' | 'arguments'>,
  words: readonly string[],
): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [i, { name, optional, choices }] of command.arguments.entries()) {
    const word = words[i]
    if (word === undefined) {
      if (optional) continue
      throw new UserError('invalid', `cannot run "${command.name}": expecting <${name}>`, {
        hint: `See caudal ${command.name} --help.`,
      })
    }
    if (choices && !choices.includes(word)) throw notAmong(`<${name}>`, word, choices)
    values[name] = word
  }
  const extra = words[command.arguments.length]
  if (extra !== undefined) {
    throw new UserError('invalid', `cannot run "${command.name}": unexpected "${extra}"`, {
      hint:
        extra.includes(' ') || words.length > command.arguments.length + 1
          ? 'Put text with spaces in quotes.'
          : `See caudal ${command.name} --help.`,
    })
  }
  return values
}

function parseValue(rawName: string, value: string | undefined, option: OptionDeclaration): string | number | boolean {
  if (option.type === 'boolean') {
    if (value !== undefined)
      throw new UserError('invalid', `cannot read option "${rawName}": it takes no value; got "${value}"`, {
        hint: `Write ${rawName} alone.`,
      })
    return true
  }
  if (value === undefined) refuseValue(rawName, undefined, option)
  if (option.choices && !option.choices.includes(value)) throw notAmong(rawName, value, option.choices)
  if (option.type === 'string') return value
  const number = Number(value)
  if (value.trim() === '' || !Number.isSafeInteger(number) || number < 0) {
    throw new UserError('invalid', `cannot read option "${rawName}": expecting a whole number; got "${value}"`, {
      hint: `Write it like ${rawName} ${rawName === '--port' ? 4280 : 50}.`,
    })
  }
  return number
}

function refuseValue(rawName: string, got: string | undefined, { type, value = type }: OptionDeclaration): never {
  const what = type === 'number' ? 'a whole number' : `<${value}>`
  const why = `expecting ${what}${got === undefined ? '' : `; got "${got}"`}`
  throw new UserError('invalid', `cannot read option "${rawName}": ${why}`, { hint: `Write ${rawName} <${value}>.` })
}

function unknownOption(command: string, rawName: string, declared: Options): UserError {
  const names = Object.keys(declared).map((name) => `--${name}`)
  return new UserError('invalid', `cannot read option "${rawName}": caudal ${command} does not have it`, {
    hint: didYouMean(rawName, names) ?? `See caudal ${command} --help; a value that begins with "-" goes after "--".`,
  })
}

function notAmong(name: string, value: string, choices: readonly string[]): UserError {
  return new UserError('invalid', `cannot read ${name} "${value}": expecting ${choices.join(', ')}`, {
    hint: didYouMean(value, choices) ?? `Write one of ${choices.join(', ')}.`,
  })
}

/** Splits words as `parseArgs` does, but leaves the judgement to us: its own messages have no hint. */
function tokenize(args: readonly string[], declared: Options) {
  const options = Object.fromEntries(
    Object.entries(declared).map(([name, { type, short, multiple = false }]) => [
      name,
      { type: type === 'boolean' ? ('boolean' as const) : ('string' as const), multiple, ...(short ? { short } : {}) },
    ]),
  )
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true })
  return { tokens }
}
