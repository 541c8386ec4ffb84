import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../../test/support/folder.ts'
import type { DatasetReader } from '../../datasets/dataset.ts'
import type { ProjectDashboard } from '../../project/dashboards/dashboard.ts'
import { readProject } from '../../project/index.ts'
import type { Project } from '../../project/project.ts'
import { openState } from '../state.ts'
import { Dashboards } from './index.ts'

const by = 'ana'
const yamlOf = (title: string) =>
  `title: ${title}\npanels:\n  note: { type: text, text: Hello, at: { x: 0, y: 0, w: 6, h: 6 } }\n`

/** The dashboards of a project whose files say this, as it was read; `read` reads it again. */
async function running(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder()
  await mkdir(join(folder, 'dashboards'))
  await writeFile(join(folder, 'caudal.yaml'), 'name: shop\n')
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, 'dashboards', name), text)
  const state = openState(temporaryFolder(), () => 'nobody')
  onTestFinished(() => state.close())
  let project: Project
  const dashboards = new Dashboards({ state, reader: {} as DatasetReader, project: () => project })
  const { start, stop } = dashboards.stages.dashboards
  const read = async (): Promise<ProjectDashboard | undefined> => {
    const reading = await readProject(folder)
    expect(reading.problems).toEqual([])
    project = reading.project!
    return project.dashboards.get('sales')
  }
  const titles = () => dashboards.all.map(({ dashboard }) => dashboard.title)
  return { dashboards, start, stop, read, titles, file: join(folder, 'dashboards/sales.yaml') }
}

describe('dashboards that are changed while the project is read', () => {
  it('stay removed, though the project was read before', async () => {
    const { dashboards, start, read, titles } = await running({ 'sales.yaml': yamlOf('Sales') })
    const one = (await read())!
    await start(one, undefined)
    expect(titles()).toEqual(['Sales'])
    await dashboards.remove(one, by)
    await start(one, undefined)
    expect(titles()).toEqual([])
    expect(dashboards.removed.map(({ name }) => name)).toEqual(['sales'])
  })

  it('stay as they were saved, though the project was read before', async () => {
    const { dashboards, start, stop, read, titles } = await running({ 'sales.yaml': yamlOf('Sales') })
    const before = (await read())!
    await start(before, undefined)
    await dashboards.save('sales', { yaml: yamlOf('More sales'), version: before.version, by })
    await start(before, undefined)
    expect(titles()).toEqual(['More sales'])
    const after = (await read())!
    await stop(before, after)
    await start(after, before)
    expect(titles()).toEqual(['More sales'])
  })

  it('stay where they were removed and had again, though the project was read in between', async () => {
    const { dashboards, start, stop, read, titles } = await running({ 'sales.yaml': yamlOf('Sales') })
    const one = (await read())!
    await start(one, undefined)
    await dashboards.remove(one, by)
    await dashboards.save('sales', { yaml: yamlOf('Sales'), by })
    await stop(one, undefined)
    expect(titles()).toEqual(['Sales'])
  })

  it('go when their file is removed by hand, or is none of the project any more', async () => {
    const { dashboards, start, stop, read, titles, file } = await running({ 'sales.yaml': yamlOf('Sales') })
    const one = (await read())!
    await start(one, undefined)
    await stop(one, undefined)
    expect(titles()).toEqual([])
    await start(one, undefined)
    await dashboards.save('sales', { yaml: yamlOf('More sales'), version: one.version, by })
    await rm(file)
    await stop(one, undefined)
    expect(titles()).toEqual([])
  })
})
