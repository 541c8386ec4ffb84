import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { Product, temporaryProject } from '../support/product.ts'

const yaml = `name: checkout
streams:
  events: {}
datasets:
  events: {}
  doubled: {}
functions:
  double: { on: events, run: functions/double.ts, to: doubled }
`

const double = `import { defineFunction } from 'caudal'

export default defineFunction<{ n: number }>({
  *run(records) {
    for (const { n } of records) yield { n: 2 * n }
  },
})
`

it('runs as it is, without a build of the program, by npm start', async () => {
  const { folder, remove } = await temporaryProject(yaml)
  await mkdir(join(folder, 'functions'))
  await writeFile(join(folder, 'functions/double.ts'), double)
  const start = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url))
  const child = spawn(process.execPath, [start, folder, '--port', '0', '--no-open'], { stdio: 'ignore' })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  onTestFinished(async () => {
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    await remove()
  })
  const product = new Product(folder)
  await product.untilReady()
  await product.json('/ingest/events', { n: 21 })
  await expect.poll(() => product.rows('select n from doubled')).toEqual([{ n: 42 }])
  const { hits } = await product.json<{ hits: unknown[] }>('/api/search', { kql: 'n:42', in: ['doubled'] })
  expect(hits).toHaveLength(1)
})
