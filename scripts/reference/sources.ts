import { stringify } from 'yaml'
import { sources } from '../../src/sources/index.ts'
import { optionsTable } from './options.ts'
import { code, generated, type ReferencePage } from './page.ts'

export const sourcesPage: ReferencePage = {
  file: 'sources.md',
  async render() {
    const declarations = await Promise.all(Object.values(sources).map(async (load) => (await load()).default))
    const parts = declarations.map(({ name, summary, options, example }) => {
      const project = { name: 'example', sources: { [`my_${name}`]: { type: name, ...example, to: 'events' } } }
      return `## ${name}\n\n${summary}\n\n${code('yaml', stringify(project))}\n${optionsTable(options)}`
    })
    return `${generated}# Sources

A source brings records into a stream. Each has a name of yours, the \`type\` that says what it is, \`to\` for the stream, and
the options of its type. Records come again from where they stopped after any interruption: nothing is lost and nothing is twice.
What comes over HTTP needs no source: see [sending records](../guides/sending-records.md).

${parts.join('\n')}`
  },
}
