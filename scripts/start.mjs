// `npm start`: set-up when needed, then the tour. `npm start examples/water` starts another project; flags after `--` go to `caudal up`.
import { spawn } from 'node:child_process'
import { buildBrowser, root, setUp } from './set-up.mjs'

const isFirst = await setUp()
await buildBrowser()
if (isFirst) console.error('starting (the first time a few seconds longer)')
const args = process.argv.slice(2)
const hasFolder = args[0] !== undefined && !args[0].startsWith('-')
const child = spawn(`${root}bin/caudal`, ['up', ...(hasFolder ? [] : [`${root}examples/tour`]), ...args], {
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(signal ? 1 : code))
