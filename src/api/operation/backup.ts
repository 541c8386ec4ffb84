/** Backups of the project, written on its machine. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import type { BackupReport, BackupState } from '../../model/backup-report.ts'
import type { Platform } from '../../runtime/platform.ts'

const Backup = Type.Object(
  {
    folder: Type.String({
      minLength: 1,
      maxLength: 4096,
      description:
        'The whole path of a folder on the machine of the project: a new or empty one, or one of its backups.',
    }),
  },
  { additionalProperties: false },
)

export function backupRoutes(server: FastifyInstance, { backups }: Platform): void {
  const config = { policy: 'administer' } as const
  server.post<{ Body: Static<typeof Backup> }>(
    '/api/backup',
    { config, schema: { summary: 'Writes a backup; answers when it is on disk.', tags: ['operation'], body: Backup } },
    ({ body }): Promise<BackupReport> => backups.run(body.folder),
  )
  server.get(
    '/api/backup',
    { config, schema: { summary: 'The last backup, and how far the one is that is under way.', tags: ['operation'] } },
    (): BackupState => backups.report,
  )
}
