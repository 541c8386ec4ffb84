import { Progress } from '../../lib/progress.ts'
import type { VerifyReport } from '../../model/verify-report.ts'
import { defineCommand } from '../command.ts'
import { openProjectClient } from '../connection/resting-project.ts'
import { formatCount } from '../terminal/quantity.ts'
import { colorsOf, print, printJson } from '../terminal/terminal.ts'

/** What `POST /api/verify` answers. */
export default defineCommand({
  name: 'verify',
  summary: 'Checks everything on disk: frames, catalogue, files, checksums, counters.',
  arguments: [],
  options: {},
  examples: [{ line: 'caudal verify', summary: 'Exit code 1 if anything is damaged' }],
  async run({ globals, terminal }) {
    await using project = await openProjectClient(globals, terminal)
    const { client } = project
    using progress = new Progress({ label: 'verifying', screen: terminal.stderr })
    const verification = await client.post<VerifyReport>('/api/verify', {})
    progress.stop()
    const { findings, clean } = verification
    if (globals.json) await printJson(terminal, verification)
    else {
      const { red, yellow, green, dim } = colorsOf(terminal)
      for (const { severity, dataset, message } of findings) {
        const color = severity === 'error' ? red : yellow
        await print(terminal, `${color(`${severity}:`)} ${dataset ? `${dataset}: ` : ''}${message}\n`)
      }
      await print(terminal, `${clean ? green('clean:') : ''} checked everything\n`.trimStart())
      const errors = findings.filter(({ severity }) => severity === 'error')
      if (!clean) {
        const hint = 'Fill a damaged dataset again from its stream: caudal rebuild <dataset>'
        await print(terminal, `${red(`${formatCount(errors.length, 'error')} found`)}\n  ${dim('hint:')} ${hint}\n`)
      }
    }
    return clean ? 0 : 1
  },
})
