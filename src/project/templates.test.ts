import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readProject } from './index.ts'
import { createProject, templates } from './templates.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caudal-new-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('a new project', () => {
  test.each(Object.keys(templates))(
    'from the template %s is valid, and has the name it was given',
    async (template) => {
      const made = await createProject('my-shop', template, folder)
      expect(made).toMatchObject({ folder: join(folder, 'my-shop'), nextSteps: ['cd my-shop', 'caudal up'] })
      const { project, problems } = await readProject(made.folder, { environment: {} })
      expect(problems).toEqual([])
      expect(project?.name).toBe('my-shop')
    },
  )

  test('tells its editor about the schema, which lies beside it, and git about what is not to be kept', async () => {
    const { files, folder: made } = await createProject('shop', 'blank', folder)
    expect(files).toEqual(['.gitignore', 'caudal.d.ts', 'caudal.schema.json', 'caudal.yaml', 'tsconfig.json'])
    const text = await readFile(join(made, 'caudal.yaml'), 'utf8')
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=caudal.schema.json')
    expect(await readFile(join(made, '.gitignore'), 'utf8')).toBe('.caudal/\n.env\n')
  })

  test('may be made in a folder that is empty but for its repository', async () => {
    await mkdir(join(folder, 'shop', '.git'), { recursive: true })
    await expect(createProject('shop', 'blank', folder)).resolves.toBeDefined()
  })

  test('never overwrites anything', async () => {
    await mkdir(join(folder, 'shop'))
    await writeFile(join(folder, 'shop', 'notes.txt'), 'mine')
    await expect(createProject('shop', 'blank', folder)).rejects.toMatchObject({
      code: 'conflict',
      hint: expect.anything(),
    })
    await writeFile(join(folder, 'taken'), '')
    await expect(createProject('taken', 'blank', folder)).rejects.toMatchObject({ code: 'conflict' })
    expect(await readdir(join(folder, 'shop'))).toEqual(['notes.txt'])
  })

  test('needs a good name and a template that exists', async () => {
    for (const name of ['', 'Shop', '../x', 'a/b', '.']) {
      await expect(createProject(name, 'blank', folder)).rejects.toMatchObject({ code: 'invalid' })
    }
    await expect(createProject('shop', 'tuor', folder)).rejects.toMatchObject({ hint: 'Did you mean "tour"?' })
    expect(await readdir(folder)).toEqual([])
  })
})

test('the tour under examples is the template', async () => {
  const [example, template] = ['examples', 'templates'].map(
    (parent) => new URL(`../../${parent}/tour/`, import.meta.url),
  )
  const list = async (url: URL) => {
    const entries = await readdir(url, { recursive: true, withFileTypes: true })
    const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
    return paths
      .map((path) => relative(fileURLToPath(url), path))
      .filter((path) => !path.startsWith('.caudal'))
      .sort()
  }
  const files = await list(template!)
  expect(await list(example!)).toEqual(files)
  for (const file of files) {
    const [a, b] = await Promise.all([example!, template!].map((url) => readFile(new URL(file, url), 'utf8')))
    const withoutSchema = (text: string) => text.replace(/^# yaml-language-server.*\n/, '')
    expect(withoutSchema(a!)).toBe(withoutSchema(b!))
  }
})
