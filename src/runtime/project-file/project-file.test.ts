import { appendFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openProject } from '../../project/index.ts'
import { ProjectFile } from './index.ts'

it('a part is written beside what somebody has written by hand while it was checked', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'caudal-test-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'caudal.yaml')
  await writeFile(path, 'name: shop\nstreams:\n  orders: {}\n')
  const project = await openProject(folder)
  let asked = 0
  const file = new ProjectFile(() => {
    // By then the project file has been read, and its variables have not.
    if (++asked === 3) appendFileSync(path, '  # By hand.\n  returns: {}\n')
    return project
  })
  const saved = file.save({ section: 'streams', name: 'visits', wanted: { value: {} }, mayReachFar: true })
  const written = await waitFor(path, 'visits')
  file.settled(written)
  expect(await saved).toMatchObject({ applied: true })
  expect(written).toBe('name: shop\nstreams:\n  orders: {}\n  # By hand.\n  returns: {}\n  visits: {}\n')
})

async function waitFor(path: string, word: string): Promise<string> {
  for (;;) {
    const text = await readFile(path, 'utf8')
    if (text.includes(word)) return text
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
