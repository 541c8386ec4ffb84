import { durationPattern } from '../lib/duration.ts'
import { sizePattern } from '../lib/size.ts'
import { namePattern, projectNamePattern } from './name.ts'

/** The keywords of JSON Schema that declarations use. */
export interface Schema {
  readonly type?: string
  readonly description?: string
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: boolean | Schema
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly minLength?: number
  readonly maxLength?: number
}

/** What a schema asks for, in words: `a duration such as 30s, 12h or 7d`. */
export function expectationOf(schema: Schema): string {
  if (schema.anyOf) return inWords(schema.anyOf.map(expectationOf))
  if (schema.enum) return inWords(schema.enum.map(String))
  if (schema.const !== undefined) return String(schema.const)
  switch (schema.type) {
    case 'integer':
      return `a whole number${range(schema)}`
    case 'number':
      return `a number${range(schema)}`
    case 'boolean':
      return 'true or false'
    case 'array':
      return schema.items ? `a list of ${expectationOf(schema.items)}` : 'a list'
    case 'object': {
      const [value] = Object.values(schema.patternProperties ?? {})
      return value && (value.type || value.anyOf) ? `a map of names to ${expectationOf(value)}` : 'a map'
    }
    case 'string':
      return textExpectation(schema)
    default:
      return 'a value'
  }
}

function textExpectation({ pattern, minLength, maxLength }: Schema): string {
  if (pattern === durationPattern) return 'a duration such as 30s, 12h or 7d'
  if (pattern === sizePattern) return 'a size such as 64MB or 10GB'
  if (pattern === namePattern) return 'a name of lower-case letters, digits and _'
  if (pattern === projectNamePattern) return 'a name of lower-case letters, digits, - and _'
  if (minLength === 1 && maxLength === 1) return 'one character'
  if (pattern !== undefined) return `text of the form ${pattern}`
  if (maxLength !== undefined) return `text of at most ${maxLength} characters`
  return minLength === 1 ? 'text that is not empty' : 'text'
}

function range({ minimum, maximum, exclusiveMinimum }: Schema): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`
  if (minimum !== undefined) return ` of at least ${minimum}`
  if (exclusiveMinimum !== undefined)
    return ` above ${exclusiveMinimum}${maximum === undefined ? '' : ` and at most ${maximum}`}`
  if (maximum !== undefined) return ` of at most ${maximum}`
  return ''
}

/** `a, b or c`. */
export function inWords(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? 'nothing') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

/** A value to show: the declared example, or the default. */
export function exampleOf(schema: Schema): unknown {
  return schema.examples?.[0] ?? schema.default
}

/** Whether any text will do, alone or among others. */
export function takesAnyText({ type, pattern, const: value, anyOf }: Schema): boolean {
  return anyOf?.some(takesAnyText) ?? (type === 'string' && pattern === undefined && value === undefined)
}
