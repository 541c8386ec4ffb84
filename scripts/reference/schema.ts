import { projectSchema, schemaFile } from '../../src/project/schema.ts'
import type { ReferencePage } from './page.ts'

export const schemaPage: ReferencePage = {
  file: schemaFile,
  render: async () => `${JSON.stringify(await projectSchema(), null, 2)}\n`,
}
