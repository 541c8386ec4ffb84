import { join, resolve } from 'node:path'
import { Progress } from '../../lib/progress.ts'
import { formatBytes } from '../../lib/size.ts'
import { defineCommand } from '../command.ts'
import { formatCount } from '../terminal/quantity.ts'
import { print, printJson } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'restore',
  summary: 'Puts the data of a backup in place, and the project where there is none.',
  description: 'Every file is compared with its checksum. Where there is data already, nothing is touched.',
  arguments: [
    { name: 'backup', summary: 'A folder of backups, for the last one, or one of them.', completes: 'folder' },
  ],
  options: {
    data: {
      type: 'string',
      value: 'dir',
      summary: 'Where the data goes: <project>/.caudal by default.',
      completes: 'folder',
    },
  },
  examples: [
    { line: 'caudal restore /mnt/backups/shop --project shop', summary: 'The last backup; then: caudal up shop' },
    { line: 'caudal restore /mnt/backups/shop/2026-11-22T01-30-00-000Z', summary: 'An earlier one, here' },
  ],
  async run({ args, options, globals, terminal }) {
    const project = resolve(terminal.folder, globals.project ?? '.')
    const data = options.data === undefined ? join(project, '.caudal') : resolve(terminal.folder, options.data)
    const { restoreBackup } = await import('../../main.ts')
    let progress: Progress | undefined
    let done = 0
    const stop = () => progress?.stop()
    try {
      const { manifest, bytes, hasProject } = await restoreBackup({
        backup: resolve(terminal.folder, args.backup),
        project,
        data,
        onTotal: (total) => {
          progress = new Progress({ label: 'restoring', total, screen: terminal.stderr })
        },
        onBytes: (count) => {
          done += count
          if (progress) progress.done = done
        },
      })
      stop()
      const { at, files } = manifest
      if (globals.json) return await printJson(terminal, { at, data, project, bytes, restored_project: hasProject })
      const what = `${formatCount(files.length, 'file')}, ${formatBytes(bytes)}, as of ${at}`
      await print(terminal, `restored ${manifest.project} to ${data}: ${what}\n`)
      if (!hasProject) await print(terminal, `the project file in ${project} is as it was\n`)
      await print(terminal, `start it: caudal up ${project}\n`)
    } finally {
      stop()
    }
  },
})
