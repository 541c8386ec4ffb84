// `npm run dev`: the tour, started again whenever a file of `src/` changes, and the browser, whose changed files show at once.
import { spawn } from 'node:child_process'
import { node, root, setUp } from './set-up.mjs'

await setUp()
const given = process.argv.slice(2)
const port = given[given.indexOf('--port') + 1]
// The browser asks the product where it was told to listen.
const env = { ...process.env, ...(given.includes('--port') ? { CAUDAL_PORT: port } : {}) }
const children = [
  ['--watch-path=src', 'scripts/watched.ts', 'up', 'examples/tour', ...given],
  ['node_modules/vite/bin/vite.js', 'ui'],
].map((args) => spawn(node, args, { cwd: root, stdio: 'inherit', env }))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    for (const child of children) child.kill(signal)
  })
