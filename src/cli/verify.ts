import { Progress } from '../lib/progress.ts'
import { defineCommand } from './command.ts'
import { formatCount } from './quantity.ts'
import { openProjectClient } from './resting-project.ts'
import { colorsOf, print, printJson } from './terminal.ts'

/** What `POST /api/verify` answers. */
interface Verification {
  readonly findings: readonly {
    readonly severity: 'error' | 'warning'
    readonly dataset?: string
    readonly message: string
  }[]
  readonly checked?: Readonly<Record<string, number>>
  readonly clean: boolean
}

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
    const verification = await client.post<Verification>('/api/verify', {})
    progress.stop()
    const { findings, checked = {}, clean } = verification
    if (globals.json) await printJson(terminal, verification)
    else {
      const { red, yellow, green, dim } = colorsOf(terminal)
      for (const { severity, dataset, message } of findings) {
        const color = severity === 'error' ? red : yellow
        await print(terminal, `${color(`${severity}:`)} ${dataset ? `${dataset}: ` : ''}${message}\n`)
      }
      const amounts = Object.entries(checked).map(([noun, count]) => `${count} ${noun}`)
      const what = amounts.length > 0 ? `checked ${amounts.join(', ')}` : 'checked everything'
      await print(terminal, `${clean ? green('clean:') : ''} ${what}\n`.trimStart())
      const errors = findings.filter(({ severity }) => severity === 'error')
      if (!clean) {
        const hint = 'Fill a damaged dataset again from its stream: caudal rebuild <dataset>'
        await print(terminal, `${red(`${formatCount(errors.length, 'error')} found`)}\n  ${dim('hint:')} ${hint}\n`)
      }
    }
    return clean ? 0 : 1
  },
})
