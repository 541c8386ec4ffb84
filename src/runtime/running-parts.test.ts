import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/folder.ts'
import { UserError } from '../lib/errors.ts'
import { silent } from '../lib/log.ts'
import { openProject, type Project } from '../project/index.ts'
import { problemOf, RunningParts } from './running-parts.ts'
import { lookedUp, type Stage } from './stage.ts'

const small = `name: shop
sources:
  orders: { type: files, path: "*.csv", to: orders }
datasets:
  orders: {}
`
const monitored = `${small}monitors:
  dear: { on: orders, when: "price > 100" }
`

async function read(text: string): Promise<Project> {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'caudal.yaml'), text)
  return openProject(folder)
}

interface Part {
  readonly name: string
  readonly partitions?: number
}

/** Stages that write down what is asked of them, and refuse to start a part of a section as long as `refusals` has an error for it. */
function running() {
  const journal: string[] = []
  const refusals = new Map<string, (part: Part) => Error | undefined>()
  const stageOf = (section: string): Stage<Part> => ({
    start(part, before) {
      const refusal = refusals.get(section)?.(part)
      journal.push(`${refusal ? 'refuse' : before ? 'change' : 'start'} ${section} ${part.name}`)
      if (refusal) throw refusal
    },
    stop({ name }, next) {
      journal.push(`${next ? 'let go of' : 'remove'} ${section} ${name}`)
    },
  })
  const parts = new RunningParts(
    {
      streams: stageOf('streams'),
      datasets: stageOf('datasets'),
      views: stageOf('views'),
      endpoints: stageOf('endpoints'),
      channels: stageOf('channels'),
      monitors: stageOf('monitors'),
      dashboards: stageOf('dashboards'),
      reports: stageOf('reports'),
      maps: stageOf('maps'),
      functions: stageOf('functions'),
      sources: stageOf('sources'),
      ...lookedUp,
    },
    silent,
  )
  const apply = async (project: Project) => {
    const failures = await parts.apply(parts.plan(project))
    return { failures, did: journal.splice(0).filter((line) => !line.includes('_caudal')) }
  }
  return { apply, refusals }
}

describe('the parts of a project that run', () => {
  it('start from nothing, from left to right, and what brings records in last', async () => {
    const { apply } = running()
    expect((await apply(await read(monitored))).did).toEqual([
      'start streams orders',
      'start datasets orders',
      'start monitors dear',
      'start sources orders',
    ])
  })

  it('are touched only where the project has changed', async () => {
    const { apply } = running()
    await apply(await read(small))
    expect((await apply(await read(monitored))).did).toEqual(['start monitors dear'])
    expect((await apply(await read(monitored.replace('100', '200')))).did).toEqual([
      'let go of monitors dear',
      'change monitors dear',
    ])
    expect((await apply(await read(small))).did).toEqual(['remove monitors dear'])
    expect((await apply(await read(`# the same\n${small}`))).did).toEqual([])
  })

  it('are tried again with the next change, wherever that is, when they could not start', async () => {
    const { apply, refusals } = running()
    const full = new UserError('unavailable', 'cannot open dataset "orders": the disk is full')
    refusals.set('datasets', ({ name }) => (name === 'orders' ? full : undefined))
    const { failures, did } = await apply(await read(small))
    expect(failures).toMatchObject([{ section: 'datasets', name: 'orders' }])
    expect(did).toEqual(['start streams orders', 'refuse datasets orders', 'start sources orders'])
    refusals.clear()
    expect((await apply(await read(monitored))).did).toEqual(['start datasets orders', 'start monitors dear'])
  })

  it('go on as they were when they cannot change', async () => {
    const { apply, refusals } = running()
    await apply(await read(monitored))
    const mistake = new UserError('invalid', 'cannot open stream "orders"')
    refusals.set('streams', ({ partitions }) => (partitions === 2 ? mistake : undefined))
    const changed = await read(`${monitored}streams:\n  orders: { partitions: 2 }\n`)
    const steps = [
      'let go of sources orders',
      'let go of datasets orders',
      'let go of streams orders',
      'refuse streams orders',
      'change streams orders',
      'change datasets orders',
      'change sources orders',
    ]
    expect(await apply(changed)).toMatchObject({ failures: [{ error: mistake }], did: steps })
    expect(await apply(changed)).toMatchObject({ failures: [{ error: mistake }], did: steps })
    expect(await apply(await read(monitored))).toEqual({ failures: [], did: [] })
  })

  it('are told with a sentence, whatever it was that failed', async () => {
    const { apply, refusals } = running()
    const fault = new TypeError('x is not a function')
    refusals.set('monitors', () => fault)
    const { failures } = await apply(await read(monitored))
    expect(failures.map(problemOf)).toMatchObject([
      { message: 'cannot start monitor "dear": x is not a function', cause: fault },
    ])
  })
})
