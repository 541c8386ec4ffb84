/** Sources take formats by name, and do not know which there are; here both kinds are known. */
import { type TProperties, type TSchema, Type } from 'typebox'
import { formats, lineFormats } from '../../formats/index.ts'
import type { YamlMap } from '../../lib/yaml-position.ts'
import { lineByLine } from '../../sources/source.ts'
import { type Schema, takesAnyText } from '../expectation.ts'
import { parseOptions, type ValueContext } from '../value.ts'

/** The option `format` of a source with the names of all formats that it can read where it takes any text; its own words stay. */
export function withFormatNames(format: Schema & TSchema): TSchema {
  if (!takesAnyText(format)) return format
  const { description, default: standard } = format
  const own = [format.anyOf?.map((alternative) => alternative.const), standard]
    .flat()
    .filter((word) => word !== undefined)
  const names = new Set([...own.map(String), ...(lineByLine in format ? lineFormats : Object.keys(formats))])
  const about = { ...(description && { description }), ...(standard !== undefined && { default: standard }) }
  const literals = [...names].map((name) => Type.Literal(name))
  return Type.Union(literals, about)
}

/** The options that a source hands on to its format; when the format is only known by the file, those of all formats. */
export async function checkFormatOptions(map: YamlMap, format: unknown, context: ValueContext): Promise<void> {
  const node = map.entries.find(({ key }) => key === 'format_options')?.node
  if (node?.kind !== 'map') return
  const loads = Object.entries(formats).filter(([name]) => !Object.hasOwn(formats, String(format)) || name === format)
  const declarations = await Promise.all(loads.map(async ([, load]) => (await load()).default))
  const properties: TProperties = Object.assign({}, ...declarations.map(({ options }) => options.properties))
  parseOptions(Type.Object(properties), node, node.at, { ...context, path: 'format_options.' })
}
