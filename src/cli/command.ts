/**
 * A command declares its name, words, arguments, options and examples once; parsing (`parse.ts`), `--help` (`help-text.ts`), shell
 * completion (`completion-script.ts`) and the reference in `docs/` are read from that declaration.
 */
import type { Terminal } from './terminal/terminal.ts'

export interface ArgumentDeclaration {
  readonly name: string
  readonly summary: string
  readonly optional?: boolean
  /** The only values that it takes. */
  readonly choices?: readonly string[]
  /** What a shell completes it with. */
  readonly completes?: 'file' | 'folder' | 'dataset'
}

export interface OptionDeclaration {
  readonly type: 'boolean' | 'string' | 'number'
  readonly summary: string
  /** One letter: `n` for `-n`. */
  readonly short?: string
  /** What stands for the value in the help: `duration`. */
  readonly value?: string
  readonly choices?: readonly string[]
  /** May be given several times. */
  readonly multiple?: boolean
  readonly completes?: ArgumentDeclaration['completes']
  /** What a shell offers, where other values are taken, too. */
  readonly offers?: readonly string[]
}

/** A line as one would type it, and what it does. */
export interface Example {
  readonly line: string
  readonly summary: string
}

/** What every command takes. */
export const globalOptions = {
  json: { type: 'boolean', summary: 'Print JSON, and errors as JSON.' },
  url: { type: 'string', value: 'url', summary: 'Where Caudal runs (or CAUDAL_URL).' },
  token: { type: 'string', value: 'token', summary: 'The access token (or CAUDAL_TOKEN).' },
  project: { type: 'string', value: 'dir', summary: 'The project folder.', completes: 'folder' },
  help: { type: 'boolean', short: 'h', summary: 'Show this help.' },
} as const satisfies Options

export type Options = Readonly<Record<string, OptionDeclaration>>
export type Arguments = readonly ArgumentDeclaration[]

type ValueOf<O extends OptionDeclaration> = O extends { choices: readonly (infer Choice)[] }
  ? Choice
  : { boolean: boolean; string: string; number: number }[O['type']]

/** The values of options by name: `boolean` is false when absent, a repeatable one is a list. */
export type OptionValues<O extends Options> = {
  readonly [K in keyof O]: O[K] extends { multiple: true }
    ? readonly ValueOf<O[K]>[]
    : O[K]['type'] extends 'boolean'
      ? boolean
      : ValueOf<O[K]> | undefined
}

export type ArgumentValues<A extends Arguments> = {
  readonly [D in A[number] as D['name']]:
    | (D extends { choices: readonly (infer Choice)[] } ? Choice : string)
    | (D extends { optional: true } ? undefined : never)
}

/** What a command is run with. */
export interface Invocation<A extends Arguments = Arguments, O extends Options = Options> {
  readonly args: ArgumentValues<A>
  readonly options: OptionValues<O>
  readonly globals: OptionValues<typeof globalOptions>
  readonly terminal: Terminal
}

export interface Command<A extends Arguments = Arguments, O extends Options = Options> {
  readonly name: string
  /** One sentence with a full stop. */
  readonly summary: string
  /** More than a sentence, where there is more to know. */
  readonly description?: string
  readonly arguments: A
  readonly options: O
  readonly examples: readonly Example[]
  /** Throws `UserError` for what the user can mend. Tells the exit code where it is not 0. Declared as a method, so that all commands fit one table. */
  run(invocation: Invocation<A, O>): Promise<void> | Promise<number>
}

/** Declares a command; the types of its arguments and options follow from their declarations. */
export function defineCommand<const A extends Arguments, const O extends Options>(
  command: Command<A, O>,
): Command<A, O> {
  return command
}
