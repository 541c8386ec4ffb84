/** The parameters of an endpoint: declared in the project, read from the texts of a request. */
import { type Place, UserError } from '../../lib/errors.ts'
import type { YamlNode } from '../../lib/yaml-position.ts'
import { inWords } from '../expectation.ts'
import type { Tell } from '../part.ts'
import type { ParameterType } from './declaration.ts'

export type ParameterValue = string | number | bigint | boolean

export interface EndpointParameter {
  readonly name: string
  readonly type: ParameterType
  readonly isRequired: boolean
  readonly default?: ParameterValue
  readonly values?: readonly ParameterValue[]
  /** Of a text they bound its length. */
  readonly min?: ParameterValue
  readonly max?: ParameterValue
  readonly description?: string
  readonly at: Place
}

interface Written {
  readonly type?: ParameterType
  readonly values?: readonly ParameterValue[]
  readonly default?: ParameterValue
  readonly required?: boolean
  readonly min?: ParameterValue
  readonly max?: ParameterValue
  readonly description?: string
}

/** The parameters as the project declares them; undefined when one of them contradicts itself, which is told. */
export function readParameters(
  node: YamlNode | undefined,
  options: unknown,
  owner: string,
  tell: Tell,
): EndpointParameter[] | undefined {
  const written = (options ?? {}) as Readonly<Record<string, ParameterType | Written>>
  const entries = node?.kind === 'map' ? node.entries : []
  let isSound = true
  const parameters = entries.map(({ key, at }): EndpointParameter => {
    const given = written[key]!
    const asked: Written = typeof given === 'string' ? { type: given } : given
    const refuse = (message: string, hint: string) => {
      isSound = false
      tell(new UserError('invalid', `cannot use parameter "${key}" of ${owner}: ${message}`, { at, hint }))
    }
    if (!/^[a-z][a-z0-9_]{0,63}$/i.test(key)) {
      refuse('expecting a name of letters, digits and _', 'Choose a name such as year.')
    }
    const parameter = parameterOf(key, asked, at)
    for (const word of ['min', 'max', 'default'] as const) {
      const value = asked[word]
      if (value === undefined) continue
      const isLength = parameter.type === 'text' && word !== 'default'
      const bare: EndpointParameter = { name: key, type: isLength ? 'integer' : parameter.type, isRequired: true, at }
      const checked = attempt(() => parseParameter(word === 'default' ? parameter : bare, String(value)))
      if (checked instanceof UserError)
        refuse(`${word} ${checked.message.replace(/^cannot read \S+ /, '')}`, 'Correct it.')
    }
    return parameter
  })
  return isSound ? parameters : undefined
}

function parameterOf(name: string, asked: Written, at: Place): EndpointParameter {
  const [first] = asked.values ?? []
  const type = asked.type ?? (typeof first === 'number' ? 'number' : typeof first === 'boolean' ? 'boolean' : 'text')
  const { values, description } = asked
  return {
    name,
    type,
    isRequired: asked.required ?? asked.default === undefined,
    ...(asked.default === undefined ? {} : { default: asked.default }),
    ...(values ? { values } : {}),
    ...(asked.min === undefined ? {} : { min: asked.min }),
    ...(asked.max === undefined ? {} : { max: asked.max }),
    ...(description === undefined ? {} : { description }),
    at,
  }
}

/** The value that a text of a request stands for; throws what was expected instead. */
export function parseParameter(parameter: EndpointParameter, text: string): ParameterValue {
  const value = readValue(parameter.type, text)
  const { values, min, max } = parameter
  const size = parameter.type === 'text' ? text.length : value
  const isFitting =
    value !== undefined &&
    (values?.some((allowed) => String(allowed) === text) ?? true) &&
    (min === undefined || compare(size!, min) >= 0) &&
    (max === undefined || compare(size!, max) <= 0)
  if (isFitting) return value
  throw new UserError(
    'invalid',
    `cannot read ${parameter.name} "${shortened(text)}": expecting ${expectationOfParameter(parameter)}`,
    { hint: `Write it like ?${parameter.name}=${exampleOfParameter(parameter)}.` },
  )
}

/** `a whole number from 1 to 12`. */
export function expectationOfParameter({ type, values, min, max }: EndpointParameter): string {
  if (values) return inWords(values.map(String))
  const what = {
    integer: 'a whole number',
    number: 'a number',
    text: 'text',
    boolean: 'true or false',
    date: 'a day such as 2026-01-31',
    timestamp: 'an instant such as 2026-01-31T12:00:00Z',
  }[type]
  const unit = type === 'text' ? ' characters' : ''
  const of = type === 'text' ? ' of' : ''
  if (min !== undefined && max !== undefined)
    return `${what}${type === 'text' ? ' of' : ' from'} ${min} to ${max}${unit}`
  if (min !== undefined) return `${what} of at least ${min}${unit}`
  if (max !== undefined) return `${what}${of || ' of'} at most ${max}${unit}`
  return what
}

function exampleOfParameter({ type, values, default: standard, min }: EndpointParameter): string {
  if (standard !== undefined) return String(standard)
  if (values) return String(values[0])
  if (min !== undefined && type !== 'text') return String(min)
  return {
    integer: '1',
    number: '1.5',
    text: 'abc',
    boolean: 'true',
    date: '2026-01-31',
    timestamp: '2026-01-31T12:00:00Z',
  }[type]
}

function readValue(type: ParameterType, text: string): ParameterValue | undefined {
  switch (type) {
    case 'integer': {
      if (!/^[+-]?\d{1,19}$/.test(text)) return undefined
      const value = BigInt(text.replace('+', ''))
      if (BigInt.asIntN(64, value) !== value) return undefined
      return Number.isSafeInteger(Number(value)) ? Number(value) : value
    }
    case 'number':
      return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text))
        ? Number(text)
        : undefined
    case 'boolean':
      return { true: true, '1': true, false: false, '0': false }[text.toLowerCase()]
    case 'date':
      return isDay(text) ? text : undefined
    case 'timestamp':
      return instantOf(text)
    case 'text':
      // The engine would take the text up to here.
      return text.includes('\0') ? undefined : text
  }
}

/** A day that the calendar has. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

/** In ISO 8601; a time without a zone is UTC, as everywhere. */
function instantOf(text: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:?\d\d)?)?$/i.exec(text)
  if (!match || !isDay(match[1]!)) return undefined
  const instant = new Date(`${match[1]}T${match[2] ?? '00:00'}${match[3] ?? 'Z'}`)
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString()
}

function compare(value: ParameterValue, bound: ParameterValue): number {
  if (typeof value === 'string') return value < String(bound) ? -1 : value > String(bound) ? 1 : 0
  return value < bound ? -1 : value > bound ? 1 : 0
}

function attempt<T>(read: () => T): T | UserError {
  try {
    return read()
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
