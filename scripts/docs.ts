/** `npm run docs`: writes the reference, and the types of the browser's client, from the declarations. */
import { mkdir, writeFile } from 'node:fs/promises'
import { apiTypesPage } from './reference/api-types.ts'
import { channelsPage } from './reference/channels.ts'
import { commandLinePage } from './reference/command-line.ts'
import { errorsPage } from './reference/errors.ts'
import { formatsPage } from './reference/formats.ts'
import { functionsPage } from './reference/functions.ts'
import { httpApiPage } from './reference/http-api.ts'
import type { ReferencePage } from './reference/page.ts'
import { projectFilePage } from './reference/project-file.ts'
import { schemaPage } from './reference/schema.ts'
import { sourcesPage } from './reference/sources.ts'

/** Every page that is written, in the order of the table of contents. */
export const pages: readonly ReferencePage[] = [
  projectFilePage,
  sourcesPage,
  formatsPage,
  functionsPage,
  channelsPage,
  commandLinePage,
  httpApiPage,
  errorsPage,
  schemaPage,
  apiTypesPage,
]

if (import.meta.main) {
  const folder = new URL('../docs/reference/', import.meta.url)
  await mkdir(folder, { recursive: true })
  for (const { file, render } of pages) {
    await writeFile(new URL(file, folder), await render())
    console.log(`docs/reference/${file}`)
  }
}
