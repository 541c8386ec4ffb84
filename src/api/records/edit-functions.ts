/** The functions of the project by which rejected records can be edited. */
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { Platform } from '../../runtime/platform.ts'
import { editFiles, writeEditFile } from '../../runtime/rejected/edit-files.ts'
import { requireEditor } from '../project/project-parts.ts'

const config = { policy: 'edit' } as const
const tags = ['rejected']

export function editFunctionRoutes(server: FastifyInstance, platform: Platform): void {
  server.get(
    '/api/edit-functions',
    {
      config,
      schema: {
        summary: 'Lists the files of the project that can edit rejected records.',
        tags,
        response: { 200: Type.Object({ functions: Type.Array(Type.String()) }) },
      },
    },
    async () => ({ functions: await editFiles(platform.project.folder) }),
  )

  server.post(
    '/api/edit-functions',
    {
      config,
      schema: {
        summary: 'Writes a file to begin with, which gives rejected records as they are, unless there is one.',
        tags,
        response: { 200: Type.Object({ function: Type.String() }) },
      },
    },
    async ({ caller }) => {
      requireEditor(caller)
      return { function: await writeEditFile(platform.project.folder) }
    },
  )
}
