import type { TSchema } from 'typebox'
import * as Value from 'typebox/value'
import { UserError } from '../lib/errors.ts'
import { didYouMean, maybeMeant } from '../lib/similar.ts'
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from '../lib/yaml-position.ts'
import { exampleOf, expectationOf, inWords, type Schema, takesAnyText } from './expectation.ts'

/** What the reading of one value knows. */
export interface ValueContext {
  /** How the owner is called in sentences: `stream "events"`. */
  readonly owner: string
  /** The keys that lead from the owner to the map that is read: `csv.`. */
  readonly path?: string
  /** What to show as an example of a key, by its name. */
  readonly example?: Readonly<Record<string, unknown>>
  /** Takes every mistake. */
  tell(problem: UserError): void
}

/** The value of a whole map by its schema, with defaults filled in; undefined when it has mistakes, which are told. */
export function parseOptions(
  schema: TSchema,
  map: YamlMap,
  place: YamlEntry['at'],
  context: ValueContext,
): Record<string, unknown> | undefined {
  let sound = true
  const careful: ValueContext = {
    ...context,
    tell(problem) {
      sound = false
      context.tell(problem)
    },
  }
  const value = readMap(schema as Schema, map, place, careful)
  // The walk below knows the keywords that declarations use; whatever else a schema asks is asked by the library.
  if (sound) {
    for (const { instancePath, message } of Value.Errors(schema, value)) {
      const what = instancePath.replaceAll('/', '.').slice(1) || 'options'
      careful.tell(new UserError('invalid', `cannot read ${what} of ${context.owner}: it ${message}`, { at: place }))
    }
  }
  return sound ? value : undefined
}

/** One value by its schema; `key` is what it is called in sentences. */
export function parseValue(schema: TSchema, key: string, node: YamlNode, context: ValueContext): unknown {
  return readNode(schema as Schema, key, node, context)
}

function readNode(schema: Schema, key: string, node: YamlNode, context: ValueContext): unknown {
  if (schema.anyOf && !isChoice(schema)) return readAlternative(schema.anyOf, schema, key, node, context)
  if (schema.type === 'object' && isMapLike(node)) {
    const map: YamlMap = node.kind === 'map' ? node : { kind: 'map', at: node.at, entries: [] }
    return readMap(schema, map, node.at, { ...context, path: `${key}.`, example: {} })
  }
  if (schema.type === 'array' && node.kind === 'list') {
    return node.items.map((item, i) => readNode(schema.items ?? {}, `${key}[${i + 1}]`, item, context))
  }
  const isAnything = schema.type === undefined && !schema.anyOf && !schema.enum && schema.const === undefined
  if (isAnything) return plainValue(node)
  if (node.kind !== 'scalar') return refuse(schema, key, node, context)
  return readScalar(schema, key, node, context)
}

function readMap(schema: Schema, map: YamlMap, place: YamlEntry['at'], context: ValueContext): Record<string, unknown> {
  const properties = schema.properties ?? {}
  const patterns = Object.entries(schema.patternProperties ?? {})
  const value: Record<string, unknown> = {}
  const path = context.path ?? ''
  const owner = path ? `${path.slice(0, -1)} of ${context.owner}` : context.owner
  for (const { key, at, node } of map.entries) {
    const known = Object.hasOwn(properties, key) ? properties[key] : undefined
    const matching = known ?? patterns.find(([pattern]) => new RegExp(pattern).test(key))?.[1]
    const entry =
      matching ?? (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined)
    if (entry) set(value, key, readNode(entry, path + key, node, context))
    else context.tell(unknownKey(key, at, Object.keys(properties), owner))
  }
  for (const [key, property] of Object.entries(properties)) {
    if (maybeEntry(map, key, Object.keys(properties))) continue
    if (property.default !== undefined) set(value, key, structuredClone(property.default))
    else if (schema.required?.includes(key)) context.tell(missingKey(key, property, place, { ...context, owner }))
  }
  return value
}

/** The alternative that fits; when none does, the mistakes of the one that was nearly right. */
function readAlternative(
  alternatives: readonly Schema[],
  whole: Schema,
  key: string,
  node: YamlNode,
  context: ValueContext,
): unknown {
  let nearest: UserError[] | undefined
  for (const alternative of alternatives) {
    const problems: UserError[] = []
    const value = readNode(alternative, key, node, { ...context, tell: (problem) => problems.push(problem) })
    if (problems.length === 0) return value
    const isNear = alternative.type === kindOf(node) && node.kind !== 'scalar'
    if (isNear && (!nearest || problems.length < nearest.length)) nearest = problems
  }
  if (!nearest) return refuse(whole, key, node, context)
  for (const problem of nearest) context.tell(problem)
  return undefined
}

function readScalar(schema: Schema, key: string, node: YamlScalar, context: ValueContext): unknown {
  const value = convertVariable(schema, node)
  if (!Value.Check(schema as TSchema, value)) return refuse(schema, key, node, context)
  return value
}

/** `${PORT}` is text from the environment, and may stand for a number or a switch. */
function convertVariable(schema: Schema, node: YamlScalar): YamlScalar['value'] {
  const { value } = node
  if (typeof value !== 'string' || !/^\$\{\w+\}$/.test(node.written)) return value
  if ((schema.type === 'integer' || schema.type === 'number') && value.trim() !== '') return Number(value)
  if (schema.type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true'
  return value
}

function refuse(schema: Schema, key: string, node: YamlNode, context: ValueContext): undefined {
  const { owner } = context
  const expected = expectationOf(schema)
  if (node.kind !== 'scalar' || node.written === '') {
    const got = node.kind === 'scalar' ? (node.plain ? 'nothing' : 'empty text') : `a ${node.kind}`
    const message = `cannot read ${key} of ${owner}: expecting ${expected}; got ${got}`
    context.tell(new UserError('invalid', message, { at: node.at, hint: writeHint(key, schema, context) }))
    return undefined
  }
  const message = `cannot read ${key} "${node.written}" of ${owner}: expecting ${expected}`
  context.tell(new UserError('invalid', message, { at: node.at, hint: scalarHint(schema, key, node, context) }))
  return undefined
}

function scalarHint(schema: Schema, key: string, node: YamlScalar, context: ValueContext): string {
  const constants = (schema.anyOf ?? []).flatMap((alternative) => alternative.const ?? [])
  const choices = [...constants, ...(schema.enum ?? [])].map(String)
  const question = didYouMean(node.written, choices)
  if (question) return question
  if (takesAnyText(schema) && typeof node.value !== 'string') return `Put it in quotes: "${node.written}".`
  const isQuotedNumber = !node.plain && node.written.trim() !== '' && Number.isFinite(Number(node.written))
  if (isQuotedNumber && (schema.type === 'integer' || schema.type === 'number')) return 'Remove the quotes.'
  if (choices.length > 0) return `Choose ${expectationOf(schema)}.`
  return writeHint(key, schema, context)
}

export function unknownKey(key: string, at: YamlEntry['at'], known: readonly string[], owner: string): UserError {
  const hint = didYouMean(key, known) ?? 'Remove it, or correct its name.'
  return new UserError('invalid', `cannot use key "${key}" of ${owner}: expecting ${inWords(known)}`, { at, hint })
}

export function missingKey(key: string, schema: Schema, at: YamlEntry['at'], context: ValueContext): UserError {
  const example = context.example?.[key] ?? exampleOf(schema)
  const hint = example === undefined ? `Add ${key}: ${expectationOf(schema)}.` : `Add it, like ${pairOf(key, example)}.`
  return new UserError('invalid', `cannot use ${context.owner}: key "${key}" is missing`, { at, hint })
}

function writeHint(key: string, schema: Schema, context: ValueContext): string {
  const example = context.example?.[key] ?? exampleOf(schema)
  return example === undefined ? `Write ${expectationOf(schema)}.` : `Write it like ${pairOf(key, example)}.`
}

/** `key: value` as it would stand in the file. */
function pairOf(path: string, example: unknown): string {
  const key = path.slice(path.lastIndexOf('.') + 1)
  return `${key}: ${typeof example === 'string' ? quoted(example) : JSON.stringify(example)}`
}

/** Text as YAML wants it: in quotes where it would be read as something else. */
function quoted(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : JSON.stringify(text)
}

/** The entry of a key, or the one whose misspelt key was meant for it, so that one slip is told once. */
export function maybeEntry(map: YamlMap, key: string, known: readonly string[]): YamlEntry | undefined {
  return (
    map.entries.find((entry) => entry.key === key) ??
    map.entries.find((entry) => !known.includes(entry.key) && maybeMeant(entry.key, known) === key)
  )
}

function isChoice({ anyOf }: Schema): boolean {
  return anyOf?.every((alternative) => alternative.const !== undefined) ?? false
}

/** `key:` with nothing behind it stands for an empty map. */
function isMapLike(node: YamlNode): boolean {
  return node.kind === 'map' || (node.kind === 'scalar' && node.value === null)
}

function kindOf(node: YamlNode): string {
  return node.kind === 'map' ? 'object' : node.kind === 'list' ? 'array' : 'scalar'
}

/** The plain JavaScript value of anything. */
function plainValue(node: YamlNode): unknown {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(plainValue)
  const value: Record<string, unknown> = {}
  for (const entry of node.entries) set(value, entry.key, plainValue(entry.node))
  return value
}

/** Sets what may be called `__proto__`. */
function set(value: Record<string, unknown>, key: string, item: unknown): void {
  Object.defineProperty(value, key, { value: item, enumerable: true, configurable: true, writable: true })
}
