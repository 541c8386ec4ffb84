/**
 * Templates in Liquid (https://liquidjs.com/tutorials/intro-to-liquid.html): texts with values, conditions, loops and filters in them. They
 * reach nothing but the values that they are given: no file, no other template, nothing that an object inherits.
 */
import { analyzeSync, Context, Liquid, type Template as Part } from 'liquidjs'
import { messageOf, type Place, UserError } from './errors.ts'
import { didYouMean } from './similar.ts'

/** In HTML each value is escaped as it is put out. */
export type TemplateForm = 'text' | 'html'

export interface Template {
  /** The names that it asks for and does not make itself, each with its place in the text. */
  readonly names: readonly { readonly name: string; readonly at: Place }[]
  /** Throws a UserError where it takes too much time or memory, or a filter cannot use a value. */
  fill(values: Readonly<Record<string, unknown>>): string
}

const tags = ['if', 'unless', 'case', 'for', 'break', 'continue', 'cycle', 'assign', 'comment', 'raw', '#']
/** It would let a value out as it is, where the others are escaped. */
const unsafeFilter = 'raw'

/** A slip of whoever writes the template must not hold up the process: limits of characters, of values made, and of work. */
const limits = { parseLimit: 20_000, memoryLimit: 100_000 }
const mostChars = 50_000
/** CPU time: that the machine is busy is not the template's fault. */
const mostWork_us = 100_000
/** One that took too much is not tried for so long, since a thousand groups may be told at once in the same words. */
const rest_ms = 60_000
const mostResting = 1000

const engines: Record<TemplateForm, Liquid> = { text: engineOf({}), html: engineOf({ outputEscape: 'escape' }) }

/** Until when the templates that took too much rest, by their texts. */
const resting = new Map<string, { readonly until_ms: number; readonly error: unknown }>()

/** Throws a UserError with the place in the text. */
export function parseTemplate(text: string, form: TemplateForm = 'text'): Template {
  const engine = engines[form]
  const parts = attempt(engine, () => engine.parse(text))
  const { globals } = analyzeSync(parts, { partials: false })
  const uses = Object.values(globals).flat()
  return {
    names: uses.map(({ segments: [name], location: { row, col } }) => ({
      name: String(name),
      at: { line: row, column: col },
    })),
    fill(values) {
      const rest = resting.get(text)
      if (rest && rest.until_ms > performance.now()) throw rest.error
      resting.delete(text)
      return fill(engine, parts, values, (error) => {
        if (resting.size >= mostResting) resting.clear()
        resting.set(text, { until_ms: performance.now() + rest_ms, error })
      })
    },
  }
}

function fill(
  engine: Liquid,
  parts: Part[],
  values: Readonly<Record<string, unknown>>,
  onOverwork: (error: unknown) => void,
): string {
  const context = new Context(values, engine.options, { sync: true }, { liquid: engine })
  const work = new WorkLimit()
  // The library asks it before each step, and names its own by a class that it does not hand out.
  context.renderLimit = work as unknown as Context['renderLimit']
  try {
    const text: string = attempt(engine, () => engine.renderSync(parts, context))
    return text.length <= mostChars ? text : `${text.slice(0, mostChars - 1)}…`
  } catch (error) {
    if (work.isExceeded) onOverwork(error)
    throw error
  }
}

class WorkLimit {
  readonly #begin = process.threadCpuUsage()

  get isExceeded(): boolean {
    const { user, system } = process.threadCpuUsage(this.#begin)
    return user + system > mostWork_us
  }

  check(): void {
    if (this.isExceeded) throw new Error('work limit exceeded')
  }
}

function engineOf(options: { readonly outputEscape?: 'escape' }): Liquid {
  const engine = new Liquid({
    ...limits,
    ...options,
    strictFilters: true,
    ownPropertyOnly: true,
    timezoneOffset: 'UTC',
  })
  for (const name of Object.keys(engine.tags)) if (!tags.includes(name)) delete engine.tags[name]
  delete engine.filters[unsafeFilter]
  return engine
}

function attempt<Result>(engine: Liquid, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    const { message, hint } = inWords(engine, messageOf(error).replace(/, line:\d+, col:\d+$/, ''))
    throw new UserError('invalid', `cannot use the template: ${message}`, { at: maybePlace(error), hint, cause: error })
  }
}

/** What the library says, in this house's words where they help. */
function inWords(engine: Liquid, message: string): { readonly message: string; readonly hint: string } {
  const [, filter] = /^undefined filter: (.*)$/.exec(message) ?? []
  if (filter !== undefined) return unknown('filter', filter, Object.keys(engine.filters))
  const [, tag] = /^tag "(.*)" not found$/.exec(message) ?? []
  if (tag !== undefined) return unknown('tag', tag, Object.keys(engine.tags))
  const [, resource] = /^(.*) limit exceeded$/.exec(message) ?? []
  if (resource !== undefined) return { message: 'it makes too much, or takes too long', hint: 'Let it loop less.' }
  return { message, hint: 'Write it as Liquid, like {{ name }} or {% if value > 3 %}…{% endif %}.' }
}

function unknown(kind: string, name: string, known: readonly string[]) {
  return {
    message: `there is no ${kind} "${name}"`,
    hint: didYouMean(name, known) ?? `There are ${known.toSorted().join(', ')}.`,
  }
}

/** The library's errors know the token at which it stopped. */
function maybePlace(error: unknown): Place | undefined {
  const { token } = error as { token?: { getPosition?: () => number[] } }
  const [line, column] = token?.getPosition?.() ?? []
  return line === undefined || column === undefined ? undefined : { line, column }
}
