// Runs a program under the pinned Node 24: `node scripts/node.mjs file.ts args…` works from Node 20 on.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const node = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url))
const child = spawn(node, process.argv.slice(2), { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
