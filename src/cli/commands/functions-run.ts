import type { FunctionStart } from '../../model/status-report.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { print, printJson } from '../terminal/terminal.ts'

const said: Readonly<Record<FunctionStart['state'], string>> = {
  done: 'has run',
  rejected: 'failed; see why with: caudal rejected',
  queued: 'has not come to its end yet; see: caudal functions',
}

export default defineCommand({
  name: 'functions run',
  summary: 'Runs a function now that runs at times or on files, and says what became of it.',
  arguments: [{ name: 'function', summary: 'Its name in the project.' }],
  options: { file: { type: 'string', value: 'path', summary: 'The file that it is given, relative to the project.' } },
  examples: [
    { line: 'caudal functions run nightly', summary: 'Without waiting for its time' },
    { line: 'caudal functions run pages --file landing/a.pdf', summary: 'A file once more' },
  ],
  async run({ args, options, globals, terminal }) {
    const client = await Client.open(globals, terminal)
    const body = options.file === undefined ? {} : { file: options.file }
    const started = await client.post<FunctionStart>(`/api/functions/${encodeURIComponent(args.function)}/run`, body)
    if (globals.json) return printJson(terminal, started)
    await print(terminal, `${args.function} ${said[started.state]}\n`)
  },
})
