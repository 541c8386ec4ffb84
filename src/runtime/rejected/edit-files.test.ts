import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { editFiles, writeEditFile } from './edit-files.ts'

it('the functions of a project that may edit are listed, and one is written once where there is none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'caudal-test-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  expect(await editFiles(folder)).toEqual([])
  expect(await writeEditFile(folder)).toBe('functions/mend.ts')
  await mkdir(join(folder, 'functions/lib'))
  for (const name of ['mend.test.ts', 'lib/places.js', 'caudal.d.ts', 'notes.md', '.hidden.ts'])
    await writeFile(join(folder, 'functions', name), 'mine')
  expect(await editFiles(folder)).toEqual(['functions/lib/places.js', 'functions/mend.ts'])
  await writeFile(join(folder, 'functions/mend.ts'), 'mine')
  expect(await writeEditFile(folder)).toBe('functions/mend.ts')
  expect(await readFile(join(folder, 'functions/mend.ts'), 'utf8')).toBe('mine')
})
