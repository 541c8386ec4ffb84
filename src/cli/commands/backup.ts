import { resolve } from 'node:path'
import { Progress } from '../../lib/progress.ts'
import { formatBytes } from '../../lib/size.ts'
import type { BackupReport, BackupState } from '../../model/backup-report.ts'
import { defineCommand } from '../command.ts'
import type { Client } from '../connection/client.ts'
import { openProjectClient } from '../connection/resting-project.ts'
import { formatCount } from '../terminal/quantity.ts'
import { print, printJson } from '../terminal/terminal.ts'

const look_ms = 500

export default defineCommand({
  name: 'backup',
  summary: 'Writes a backup of all data and of the project, while it runs or not.',
  description:
    'Each backup is a folder that is whole by itself; files that have not changed since the one before are shared with it. ' +
    'What was acknowledged when it was begun is in it. The secrets of .env are not: keep those elsewhere.',
  arguments: [
    { name: 'folder', summary: 'Where backups are kept, on the machine of the project.', completes: 'folder' },
  ],
  options: {},
  examples: [
    { line: 'caudal backup /mnt/backups/shop', summary: 'One more backup' },
    { line: 'caudal backup ~/backups/shop --project shop', summary: 'From elsewhere, as by cron' },
  ],
  async run({ args, globals, terminal }) {
    await using project = await openProjectClient(globals, terminal)
    const { client } = project
    // A project elsewhere has folders of its own.
    const folder = globals.url ? args.folder : resolve(terminal.folder, args.folder)
    using _progress = follow(client, terminal.stderr)
    const report = await client.post<BackupReport>('/api/backup', { folder })
    if (globals.json) return printJson(terminal, report)
    const { files, bytes, copied_bytes } = report
    const written = `${formatCount(files, 'file')}, ${formatBytes(bytes)}, of which ${formatBytes(copied_bytes)} are new`
    await print(terminal, `backed up to ${report.folder}: ${written}\n`)
  },
})

/** Shows how far it is, and asks now and then. */
function follow(client: Client, screen: ConstructorParameters<typeof Progress>[0]['screen']): Disposable {
  let progress = new Progress({ label: 'backing up', screen })
  let total = 0
  const asking = setInterval(async () => {
    const { running } = await client.get<BackupState>('/api/backup').catch((): BackupState => ({}))
    if (!running?.total_bytes) return
    if (total !== running.total_bytes) {
      progress.stop()
      total = running.total_bytes
      progress = new Progress({ label: 'backing up', total, screen, delay_ms: look_ms })
    }
    progress.done = running.done_bytes
  }, look_ms)
  return {
    [Symbol.dispose]() {
      clearInterval(asking)
      progress.stop()
    },
  }
}
