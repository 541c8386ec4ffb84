import { writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { UserError } from '../../lib/errors.ts'
import type { RecordType } from '../../model/record-type.ts'
import { defineCommand } from '../command.ts'
import { findProject } from '../connection/connection.ts'
import { openProjectClient } from '../connection/resting-project.ts'
import { formatCount } from '../terminal/quantity.ts'
import { print, printJson } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'types',
  summary:
    'Writes what the records of each stream look like into caudal.d.ts, so that editors complete and check their fields.',
  description:
    "In a function: defineFunction<'readings_raw'>({ … }). The latest records are looked at, and the datasets that store them. " +
    'Where the file is, caudal up keeps it as the records are.',
  arguments: [],
  options: {},
  examples: [
    { line: 'caudal types', summary: 'The types of the project of this folder' },
    { line: 'caudal types --url https://caudal.example.org', summary: 'By the records of another machine' },
  ],
  async run({ globals, terminal }) {
    const place = resolve(terminal.folder, globals.project ?? '.')
    const folder = await findProject(place)
    if (!folder) {
      throw new UserError('not_found', `cannot find a project in "${place}"`, {
        hint: 'Go to the folder of one, or name it: --project <dir>',
      })
    }
    await using project = await openProjectClient(globals, terminal)
    const { streams } = await project.client.get<{ streams: Record<string, RecordType> }>('/api/types')
    const { prepareEditor, typesFile, typesText } = await import('../../project/functions/editor-types.ts')
    await prepareEditor(folder)
    await writeFile(join(folder, typesFile), await typesText(streams))
    const known = Object.values(streams).filter((type) => Object.keys(type).length > 0).length
    if (globals.json) return printJson(terminal, { file: join(folder, typesFile), streams: Object.keys(streams) })
    await print(
      terminal,
      `wrote ${relative(terminal.folder, join(folder, typesFile))}: ${formatCount(known, 'stream')} with records\n`,
    )
  },
})
