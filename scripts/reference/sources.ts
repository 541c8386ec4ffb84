import { isDeepStrictEqual } from 'node:util'
import { type TObject, Type } from 'typebox'
import { stringify } from 'yaml'
import type { Schema } from '../../src/project/expectation.ts'
import { withCommonKeys } from '../../src/project/sources/check.ts'
import { sources } from '../../src/sources/index.ts'
import { optionsTable } from './options.ts'
import { code, generated, type ReferencePage } from './page.ts'
import { simulatorsPart } from './simulators.ts'

export const sourcesPage: ReferencePage = {
  file: 'sources.md',
  async render() {
    const declarations = await Promise.all(Object.values(sources).map(async (load) => (await load()).default))
    const parts = declarations.map((declaration) => {
      const { name, summary } = declaration
      const { type: _type, to: _to, ...properties } = withCommonKeys(declaration).properties
      const options = Type.Object(properties)
      const source = { type: name, ...telling(declaration.example, options), to: 'events' }
      const project = stringify({ name: 'example', sources: { [`my_${name}`]: source } })
      return `## ${name}\n\n${summary}\n\n${code('yaml', project)}\n${optionsTable(options)}`
    })
    return `${generated}# Sources

A source brings records into a stream. Each has a name of yours, the \`type\` that says what it is, \`to\` for the stream, and
the options of its type. Records come again from where they stopped after any interruption: nothing is lost and nothing is twice.
What comes over HTTP needs no source: see [sending records](../guides/sending-records.md).

${parts.join('\n')}
${await simulatorsPart()}`
  },
}

/** What an example says beyond the defaults, and its first option. */
function telling(example: Record<string, unknown>, { properties }: TObject): Record<string, unknown> {
  const isDefault = (key: string, value: unknown) => isDeepStrictEqual((properties[key] as Schema).default, value)
  return Object.fromEntries(Object.entries(example).filter(([key, value], i) => i === 0 || !isDefault(key, value)))
}
