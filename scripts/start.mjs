// `npm start`: set-up when needed, then the tour. `npm start examples/water` starts another project; flags after `--` go to `caudal up`.
import { spawn } from 'node:child_process'
import { buildBrowser, root, setUp } from './set-up.mjs'

setUp()
buildBrowser()
const args = process.argv.slice(2)
const given = args[0] !== undefined && !args[0].startsWith('-')
const child = spawn(`${root}bin/caudal`, ['up', ...(given ? [] : [`${root}examples/tour`]), ...args], {
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(signal ? 1 : code))
