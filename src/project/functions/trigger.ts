/** What starts a function, read from its `on`. */
import { resolve } from 'node:path'
import { parseDuration } from '../../lib/duration.ts'
import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import { parseSize } from '../../lib/size.ts'
import type { YamlEntry, YamlMap, YamlNode } from '../../lib/yaml-position.ts'
import { pathMistake, pathShape } from '../endpoints/path.ts'
import { inWords } from '../expectation.ts'
import type { Tell } from '../part.ts'
import type { FunctionTrigger, ProjectEndpoint, ProjectFunction } from '../project.ts'
import { maybeEntry, parseOptions } from '../value.ts'
import { literalFolder } from './landing-folder.ts'
import { checkSchedule } from './schedule.ts'
import { type Access, type HttpMethod, type MissedRuns, type TriggerKind, triggers } from './trigger-declaration.ts'

export interface CheckedTrigger {
  /** The stream that the function reads; the path of one that answers requests. */
  readonly on: string
  readonly trigger: FunctionTrigger
}

interface Context {
  readonly function: string
  readonly folder: string
  readonly tell: Tell
}

/** The stream of what happened: a file that landed, a time that came. */
function triggerStream(name: string): string {
  return `_on_${name}`
}

export function checkTrigger({ at, node }: YamlEntry, context: Context): CheckedTrigger | undefined {
  const owner = `on of function "${context.function}"`
  if (node.kind === 'scalar' && typeof node.value === 'string' && node.value !== '')
    return { on: node.value, trigger: { kind: 'stream' } }
  const kinds = Object.keys(triggers) as TriggerKind[]
  const map = node.kind === 'map' ? node : undefined
  const found = kinds.filter((kind) => map && maybeEntry(map, kind, kinds))
  if (!map || found.length !== 1) {
    const meant = map?.entries.map(({ key }) => didYouMean(key, kinds)).find((hint) => hint !== undefined)
    const why =
      found.length > 1
        ? `expecting one of ${inWords(found)}`
        : `expecting the name of a stream, or a map with ${inWords(kinds)}`
    const hint = meant ?? 'Write on: readings_raw, or a map such as on: { schedule: "0 6 * * *" }.'
    context.tell(new UserError('invalid', `cannot read ${owner}: ${why}`, { at: map ? at : node.at, hint }))
    return undefined
  }
  const kind = found[0]!
  const options = parseOptions(triggers[kind], map, at, { owner, tell: context.tell })
  return options && readers[kind](options, map, context)
}

type Reader = (options: Readonly<Record<string, unknown>>, map: YamlMap, context: Context) => CheckedTrigger | undefined

const readers: Readonly<Record<TriggerKind, Reader>> = {
  stream: ({ stream }) => ({ on: stream as string, trigger: { kind: 'stream' } }),

  file({ file, settle }, map, { function: name, folder, tell }) {
    const patterns = [file as string | string[]].flat()
    const outside = patterns.find((pattern) => isAround(folder, resolve(folder, literalFolder(pattern))))
    if (outside !== undefined) {
      const message = `cannot give function "${name}" the files "${outside}": they lie among those of the project`
      const hint = 'Let them land in a folder of their own, such as landing/*.pdf.'
      tell(new UserError('invalid', message, { at: nodeOf(map, 'file').at, hint }))
      return undefined
    }
    return {
      on: triggerStream(name),
      trigger: { kind: 'file', patterns, settle_ms: parseDuration(String(settle)) },
    }
  },

  http({ http, method, access, body }, map, { function: name, tell }) {
    const path = http as string
    const [why, hint] = pathMistake(path) ?? []
    if (why) {
      const { at } = nodeOf(map, 'http')
      tell(new UserError('invalid', `cannot answer "${path}" by function "${name}": ${why}`, { at, hint }))
      return undefined
    }
    const methods = [method as HttpMethod | HttpMethod[]].flat()
    return {
      on: path,
      trigger: { kind: 'http', methods, access: access as Access, body_bytes: parseSize(String(body)) },
    }
  },

  schedule({ schedule, timezone, missed }, map, { function: name, tell }) {
    const read = { expression: schedule as string, timezone: timezone as string }
    try {
      checkSchedule(read)
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      const key = error.message.includes('timezone') ? 'timezone' : 'schedule'
      const message = `${error.message} (function "${name}")`
      tell(new UserError(error.code, message, { at: nodeOf(map, key).at, hint: error.hint }))
      return undefined
    }
    return { on: triggerStream(name), trigger: { kind: 'schedule', ...read, missed: missed as MissedRuns } }
  },
}

function nodeOf(map: YamlMap, key: string): YamlNode {
  return maybeEntry(map, key, [key])?.node ?? map
}

/** Whether the folder of the project lies in this one, or is it. */
function isAround(project: string, folder: string): boolean {
  return `${resolve(project)}/`.startsWith(folder.endsWith('/') ? folder : `${folder}/`)
}

/** Two that would take the same requests are told. */
export function checkRequestPaths(
  functions: Iterable<ProjectFunction>,
  endpoints: Iterable<Pick<ProjectEndpoint, 'name'>>,
  tell: Tell,
): void {
  const taken = new Map<string, string>()
  for (const { name } of endpoints) taken.set(`GET ${pathShape(name)}`, `endpoint "${name}"`)
  for (const { name, on, trigger, at } of functions) {
    if (trigger.kind !== 'http') continue
    for (const method of trigger.methods) {
      const key = `${method} ${pathShape(on)}`
      const other = taken.get(key)
      if (other !== undefined) {
        const message = `cannot answer ${method} ${on} by function "${name}": ${other} takes the same requests`
        tell(new UserError('invalid', message, { at, hint: 'Give one of them another path.' }))
      }
      taken.set(key, `function "${name}"`)
    }
  }
}
