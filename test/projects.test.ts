import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { drawGraph, graphOf } from '../src/project/graph.ts'
import { type ProjectReading, readProject } from '../src/project/index.ts'

/** What is read from each folder of `projects/` stands in `expected/`; run with `--update` to write it anew, and read the difference. */
describe('the project', () => {
  test.each(readdirSync(new URL('projects', import.meta.url)))('%s is read as expected', async (name) => {
    const folder = fileURLToPath(new URL(`projects/${name}`, import.meta.url))
    const reading = await readProject(folder, { environment: {} })
    await expect(textOf(reading)).toMatchFileSnapshot(`expected/${name}/project.txt`)
  })
})

function textOf({ project, problems }: ProjectReading): string {
  if (!project) {
    const lines = problems.map(
      ({ message, at, hint }) => `error: ${message}\n  ${at?.file}:${at?.line}:${at?.column}\n  hint: ${hint}\n`,
    )
    return lines.join('')
  }
  const parts = [
    ...project.sources.values(),
    ...project.streams.values(),
    ...project.functions.values(),
    ...project.datasets.values(),
    ...project.views.values(),
    ...project.endpoints.values(),
    ...project.monitors.values(),
    ...[...project.dashboards.values()].map(({ text: _, version: __, ...rest }) => rest),
    ...project.channels.values(),
    ...project.maps.values(),
    ...project.roles.values(),
    ...project.tenants.values(),
    ...project.login.values(),
  ]
  // Places, and what the parser makes of SQL, are for machines.
  const hidden = new Set(['declaration', 'at', 'origin', 'tree'])
  const details = parts.map((part) =>
    JSON.stringify(part, (key, value) => (hidden.has(key) ? undefined : value)).replaceAll(project.folder, '.'),
  )
  return `${drawGraph(project)}\n\n${details.join('\n')}\n\n${JSON.stringify(graphOf(project), null, 2)}\n`
}
