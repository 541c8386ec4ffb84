import { Type } from 'typebox'
import { stringify } from 'yaml'
import { channels } from '../../src/channels/index.ts'
import { optionsTable } from './options.ts'
import { code, generated, type ReferencePage } from './page.ts'

export const channelsPage: ReferencePage = {
  file: 'channels.md',
  async render() {
    const declarations = await Promise.all(Object.values(channels).map(async (load) => (await load()).default))
    const parts = declarations.map(({ name, summary, example, options }) => {
      const project = stringify({ name: 'example', channels: { ops: { type: name, ...example } } })
      return `## ${name}\n\n${summary}\n\n${code('yaml', project)}\n${optionsTable(Type.Object(options.properties))}`
    })
    return `${generated}# Channels

A channel tells people or programs what [monitors](../guides/being-told.md) found. Each has a name of yours, the \`type\` that says
what it is, the options of its type, and those that [all channels](project-file.md#channels) have. Secrets stand in the environment or
in \`.env\`, never in the project file.

A notice is delivered at least once, in spite of any crash, and carries an \`id\` that is the same for each attempt.

${parts.join('\n')}`
  },
}
