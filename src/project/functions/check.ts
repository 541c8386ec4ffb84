import { join } from 'node:path'
import { Type } from 'typebox'
import type { FunctionDeclaration, TableSource } from '../../functions/function.ts'
import { functions as builtIn } from '../../functions/index.ts'
import { parseDuration } from '../../lib/duration.ts'
import { type Place, UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import { parseSize } from '../../lib/size.ts'
import type { YamlEntry, YamlMap, YamlNode } from '../../lib/yaml-position.ts'
import { inWords } from '../expectation.ts'
import type { ProjectFiles } from '../files.ts'
import { streamNameMistake } from '../name.ts'
import { mapOf, type Tell } from '../part.ts'
import { type FunctionStep, ownLog, type ProjectFunction, type ProjectStream } from '../project.ts'
import { maybeEntry, parseOptions } from '../value.ts'
import { findCycle } from './cycle.ts'
import { functionOptions } from './declaration.ts'
import { checkNeeds } from './needs.ts'
import { type CheckedTrigger, checkTrigger } from './trigger.ts'
import type { TriggerKind } from './trigger-declaration.ts'
import { functionVersion } from './version.ts'

const keys = Object.keys(functionOptions.properties)
const known: Readonly<Record<string, () => Promise<{ default: unknown }>>> = builtIn

const freeText = Type.Optional(Type.String())

interface Context {
  readonly folder: string
  readonly files: ProjectFiles
  /** Whether the streams of all sources are known. */
  readonly complete: boolean
  readonly tell: Tell
}

/** Reads the functions, and adds the streams that they write to. */
export async function checkFunctions(
  entries: readonly YamlEntry[],
  streams: Map<string, ProjectStream>,
  context: Context,
): Promise<{ functions: Map<string, ProjectFunction>; complete: boolean }> {
  const functions = new Map<string, ProjectFunction>()
  const inputs: { readonly entry: YamlEntry; readonly on: string }[] = []
  let { complete } = context
  for (const entry of entries) {
    const { read, on, outputs } = await checkFunction(entry, context)
    if (read) functions.set(entry.key, read)
    if (!outputs) complete = false
    if (on?.trigger.kind === 'stream') inputs.push({ entry, on: on.on })
    else if (on && on.trigger.kind !== 'http') streams.set(on.on, ownStream(on.on))
    for (const name of outputs ?? []) if (!streams.has(name)) streams.set(name, { name, partitions: 1, at: entry.at })
  }
  const names = [...streams.keys()]
  for (const { entry, on } of inputs) {
    if (complete && on !== ownLog && !names.includes(on)) context.tell(unknownInput(entry, on, names))
  }
  const cycle = findCycle([...functions.values()])
  if (cycle) context.tell(circular(cycle, functions))
  return { functions, complete }
}

/** What could be read of a function; its streams also where the rest has mistakes, so that those of others are found in the same look. */
interface CheckedFunction {
  readonly read: ProjectFunction | undefined
  readonly on: CheckedTrigger | undefined
  /** Undefined when they are not known. */
  readonly outputs: readonly string[] | undefined
}

async function checkFunction(entry: YamlEntry, context: Context): Promise<CheckedFunction> {
  const owner = `function "${entry.key}"`
  let isSound = true
  const tell: Tell = (problem) => {
    isSound = false
    context.tell(problem)
  }
  const map = mapOf(entry, owner, tell)
  const example = { on: 'readings_raw' }
  // The form of streams' names is told in words of its own.
  const schema = Type.Object({ ...functionOptions.properties, on: Type.Unknown(), to: freeText, errors: freeText })
  const options = parseOptions(schema, map, entry.at, { owner, example, tell })
  const body = await checkBody(entry, map, options, { ...context, tell })
  const written = maybeEntry(map, 'on', keys)
  const on = written && checkTrigger(written, { function: entry.key, folder: context.folder, tell })
  if (on && body) checkFit(on.trigger.kind, body.kind, entry, tell)
  for (const key of ['to', 'errors']) checkStreamName(map, key, tell)
  const to = typeof options?.to === 'string' ? options.to : undefined
  const errors = typeof options?.errors === 'string' ? options.errors : `${entry.key}_errors`
  // Only a chain sends to streams that stand within its steps.
  const isKnown = options && (body || options.use === undefined)
  const outputs = isKnown ? [...(to === undefined ? [] : [to]), errors, ...(body?.sends ?? [])] : undefined
  if (!options || !body || !on || !isSound) return { read: undefined, on, outputs }
  const { kind } = on.trigger
  const usual = { min: 1, max: kind === 'http' ? 4 : 1, target_cpu: 80, target_lag: 10_000 }
  const scale = (options.scale ?? usual) as ProjectFunction['scale']
  const { min, max } = scale
  if (min > max) {
    const hint = `Write max: ${min}, or a smaller min.`
    const { at } = maybeEntry(map, 'scale', keys)!.node
    tell(new UserError('invalid', `cannot scale ${owner}: min ${min} is more than max ${max}`, { at, hint }))
  }
  const { sends, tables, ...own } = body
  const read: ProjectFunction = {
    name: entry.key,
    ...on,
    body: own as ProjectFunction['body'],
    config: body.kind === 'chain' ? {} : ((options.with ?? {}) as Record<string, unknown>),
    secrets: (options.secrets ?? {}) as Record<string, string>,
    ...(to !== undefined && { to }),
    errors,
    sends,
    tables,
    timeout_ms: parseDuration(String(options.timeout)),
    memory_bytes: parseSize(String(options.memory)),
    // What happened is worked on one by one.
    batch_records: kind === 'stream' ? Number(options.batch) : 1,
    retries: Number(options.retries),
    scale,
    at: entry.at,
  }
  return { read, on, outputs }
}

/** Files and times are kept for a while after they were worked on, so that they can be looked at. */
function ownStream(name: string): ProjectStream {
  return { name, partitions: 1, retention_ms: parseDuration('30d') }
}

/** Built-in functions work on records, and programs know no requests. */
function checkFit(kind: TriggerKind, body: ProjectFunction['body']['kind'], entry: YamlEntry, tell: Tell): void {
  if (body === 'module' || kind === 'stream' || (body === 'program' && kind !== 'http')) return
  const [what, use] = body === 'chain' ? ['built-in functions', 'use'] : ['a program', 'command']
  const message = `cannot start function "${entry.key}" by ${kind}: ${what} cannot be given that`
  const hint = `Write a function in TypeScript or JavaScript, and name it under run: in the place of ${use}:.`
  tell(new UserError('invalid', message, { at: entry.at, hint }))
}

/** The streams and tables that a chain uses. */
type Needs = Pick<ProjectFunction, 'sends' | 'tables'>

type CheckedBody = ProjectFunction['body'] & Needs

async function checkBody(
  entry: YamlEntry,
  map: YamlMap,
  options: Readonly<Record<string, unknown>> | undefined,
  context: Context,
): Promise<CheckedBody | undefined> {
  const { tell } = context
  const owner = `function "${entry.key}"`
  const [first, second] = ['run', 'use', 'command'].flatMap((key) => maybeEntry(map, key, keys) ?? [])
  if (!first || second) {
    const why = first ? `it has "${first.key}" and "${second!.key}"` : 'it says not what to do'
    const hint = 'Give one of run: with a file, use: with a built-in function, command: with a program.'
    tell(new UserError('invalid', `cannot use ${owner}: ${why}`, { at: second?.at ?? entry.at, hint }))
    return undefined
  }
  if (typeof options?.run === 'string') {
    const found = await checkFile(options.run, first.node.at, owner, context)
    return found && { kind: 'module', ...found, sends: [], tables: [] }
  }
  if (Array.isArray(options?.command))
    return { kind: 'program', command: options.command as string[], sends: [], tables: [] }
  if (options?.use === undefined) return undefined
  return checkChain(first.node, maybeEntry(map, 'with', keys)?.node, owner, context)
}

/** The file and its version. */
async function checkFile(
  path: string,
  at: Place,
  owner: string,
  { folder, files, tell }: Context,
): Promise<{ path: string; version: string } | undefined> {
  if (!/\.(ts|mts|js|mjs)$/.test(path)) {
    const message = `cannot run "${path}" as ${owner}: expecting a file that ends in .ts, .mts, .js or .mjs`
    tell(new UserError('invalid', message, { at, hint: 'Name a file of the project, such as functions/clean.ts.' }))
    return undefined
  }
  const text = await files.read(path, owner, at, tell)
  if (text === undefined) return undefined
  return { path: join(folder, path), version: await functionVersion(path, text, at, files) }
}

/** `rename`, `{ rename: { … } }`, or a list of such. */
async function checkChain(
  use: YamlNode,
  given: YamlNode | undefined,
  owner: string,
  context: Context,
): Promise<CheckedBody | undefined> {
  const items = use.kind === 'list' ? use.items : [use]
  const steps: FunctionStep[] = []
  const sends: string[] = []
  const tables: TableSource[] = []
  for (const item of items) {
    const isAlone = items.length === 1 && item.kind === 'scalar'
    const named = namedIn(item, isAlone ? given : undefined)
    if (named.length !== 1) {
      const message = `cannot read use of ${owner}: expecting one function an item`
      const hint = 'Write it like - rename: { fields: { temp: celsius } }.'
      context.tell(new UserError('invalid', message, { at: item.at, hint }))
      continue
    }
    const step = await checkStep(named[0]!, owner, context)
    if (step) {
      steps.push({ name: step.name, options: step.options })
      sends.push(...step.sends)
      tables.push(...step.tables)
    }
  }
  return steps.length === items.length ? { kind: 'chain', steps, columns: [], sends, tables } : undefined
}

function namedIn(item: YamlNode, given: YamlNode | undefined): readonly YamlEntry[] {
  if (item.kind === 'map') return item.entries
  if (item.kind !== 'scalar' || typeof item.value !== 'string') return []
  const none: YamlNode = { kind: 'map', at: item.at, entries: [] }
  return [{ key: item.value, at: item.at, node: given ?? none }]
}

async function checkStep(
  { key, at, node }: YamlEntry,
  owner: string,
  { files, tell }: Context,
): Promise<(FunctionStep & Needs) | undefined> {
  if (!Object.hasOwn(known, key)) {
    const names = Object.keys(known)
    const hint = didYouMean(key, names) ?? `Choose ${inWords(names)}.`
    tell(new UserError('invalid', `cannot use "${key}" in ${owner}: there is no such built-in function`, { at, hint }))
    return undefined
  }
  const declaration = (await known[key]!()).default as FunctionDeclaration
  const step = `"${key}" in ${owner}`
  const map: YamlMap = node.kind === 'map' ? node : { kind: 'map', at: node.at, entries: [] }
  const example = declaration.cases[0]?.options ?? {}
  const options = parseOptions(declaration.options, map, at, { owner: step, example, tell })
  if (!options) return undefined
  try {
    const needs = declaration.needs?.(options) ?? {}
    await checkNeeds(needs, { owner: step, at, files, tell })
    return { name: key, options, sends: needs.outputs ?? [], tables: needs.tables ?? [] }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    tell(new UserError(error.code, error.message, { at, hint: error.hint }))
    return undefined
  }
}

function checkStreamName(map: YamlMap, key: string, tell: Tell): void {
  const node = maybeEntry(map, key, keys)?.node
  if (node?.kind !== 'scalar' || typeof node.value !== 'string') return
  const [why, hint] = streamNameMistake(node) ?? []
  if (why) tell(new UserError('invalid', `cannot write to stream "${node.written}": ${why}`, { at: node.at, hint }))
}

function unknownInput(entry: YamlEntry, on: string, names: readonly string[]): UserError {
  return new UserError('invalid', `cannot run function "${entry.key}" on stream "${on}": there is no such stream`, {
    at: entry.at,
    hint: didYouMean(on, names) ?? `Choose ${inWords(names)}, or add ${on} under "streams".`,
  })
}

function circular(cycle: readonly string[], functions: ReadonlyMap<string, ProjectFunction>): UserError {
  const way = cycle.map((name) => `"${name}"`).join(', which feeds ')
  return new UserError('invalid', `cannot run functions in a circle: ${way}, which feeds "${cycle[0]}" again`, {
    at: functions.get(cycle[0]!)!.at,
    hint: 'Let one of them write to another stream: records would go round for ever.',
  })
}
