import { version } from '../../version.ts'
import { defineCommand } from '../command.ts'
import { print, printJson } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'version',
  summary: 'Prints the version of Caudal and of the Node that runs it.',
  arguments: [],
  options: {},
  examples: [{ line: 'caudal version', summary: 'caudal 0.1.0 (Node 24.21.0, linux x64)' }],
  async run({ globals, terminal }) {
    const { node } = process.versions
    const { platform, arch } = process
    if (globals.json) return printJson(terminal, { version, node, platform, arch })
    return print(terminal, `caudal ${version} (Node ${node}, ${platform} ${arch})\n`)
  },
})
