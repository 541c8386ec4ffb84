import { UserError } from '../../lib/errors.ts'
import { Progress } from '../../lib/progress.ts'
import { paperFormats } from '../../model/paper.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { writeResult } from '../terminal/result.ts'
import { note } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'report draw',
  summary: 'Draws a report as it would be sent now, into a file.',
  arguments: [{ name: 'report', summary: 'Its name in the project.' }],
  options: {
    format: { type: 'string', choices: paperFormats, summary: 'Another format than its own.' },
    out: { type: 'string', short: 'o', value: 'file', summary: 'Write it to a file.', completes: 'file' },
  },
  examples: [
    { line: 'caudal report draw monday > monday.pdf', summary: 'See what would be sent' },
    { line: 'caudal report draw monday --format png --out monday.png', summary: 'As a picture' },
  ],
  async run({ args, options, globals, terminal }) {
    const { out, format } = options
    if (out === undefined && terminal.stdout.isTTY) {
      throw new UserError('invalid', 'cannot print a report on a terminal: it is binary', {
        hint: 'Save it: --out report.pdf',
      })
    }
    const client = await Client.open(globals, terminal)
    using progress = new Progress({ label: `drawing ${args.report}`, screen: terminal.stderr })
    const path = `/api/reports/${encodeURIComponent(args.report)}/file${format ? `?format=${format}` : ''}`
    await writeResult(terminal, out, await client.request({ method: 'GET', path }), progress)
    progress.stop()
    if (out !== undefined) note(terminal, `wrote ${out}`)
  },
})
