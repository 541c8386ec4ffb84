/** The source `simulate` takes simulators by name, and does not know which there are; here both kinds are known. */
import { type TSchema, Type } from 'typebox'
import type { YamlMap } from '../../lib/yaml-position.ts'
import { findSimulator, simulators } from '../../simulators/index.ts'
import { parseOptions, type ValueContext } from '../value.ts'

/** The option `simulator` of a source with the names of all. */
export function withSimulatorNames({
  description,
  default: standard,
}: TSchema & { description?: string; default?: string }): TSchema {
  const literals = Object.keys(simulators).map((name) => Type.Literal(name))
  return Type.Union(literals, {
    ...(description && { description }),
    ...(standard !== undefined && { default: standard }),
  })
}

/** The options that a source hands on to its simulator. */
export async function checkSimulatorOptions(map: YamlMap, simulator: unknown, context: ValueContext): Promise<void> {
  const node = map.entries.find(({ key }) => key === 'with')?.node
  if (node?.kind !== 'map' || !Object.hasOwn(simulators, String(simulator))) return
  const { options } = await findSimulator(String(simulator))
  parseOptions(options, node, node.at, { ...context, path: 'with.' })
}
