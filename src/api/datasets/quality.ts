/** How datasets do by their rules, and which rules they could have. */
import type { FastifyInstance } from 'fastify'
import { UserError } from '../../lib/errors.ts'
import type { Scorecard } from '../../model/quality-report.ts'
import { isNamed, requireName, scopeOf } from '../../runtime/access.ts'
import type { Platform } from '../../runtime/platform.ts'
import { profileOf } from '../../runtime/quality/profile.ts'
import { scorecardOf } from '../../runtime/quality/scorecard.ts'

interface OfDataset {
  Params: { dataset: string }
}

const config = { policy: 'read' } as const
const tags = ['quality']

export function qualityRoutes(server: FastifyInstance, platform: Platform): void {
  const cardOf = async (dataset: string, readable: readonly string[]): Promise<Scorecard> =>
    scorecardOf({
      dataset,
      rules: platform.project.datasets.get(dataset)?.rules ?? [],
      counts: await platform.ruleCounts(dataset),
      measurements: platform.measurements.of(dataset),
      reader: platform.reader,
      scope: { datasets: readable },
    })

  server.get(
    '/api/quality',
    { config, schema: { summary: 'The scorecards of the datasets that have rules.', tags } },
    async (request) => {
      const { datasets } = scopeOf(request.caller, await platform.datasetNames())
      const names = [...platform.project.datasets.values()]
        .filter(({ name, rules }) => rules && rules.length > 0 && isNamed(request.caller, name))
        .map(({ name }) => name)
      return { datasets: await Promise.all(names.map((name) => cardOf(name, datasets))) }
    },
  )

  server.get<OfDataset>(
    '/api/quality/:dataset',
    { config, schema: { summary: "A dataset's scorecard: by rule, and by hour and source.", tags } },
    async (request) => {
      const { dataset } = request.params
      requireName(request.caller, 'dataset', dataset)
      if (!platform.project.datasets.has(dataset)) throw unknown(dataset)
      const { datasets } = scopeOf(request.caller, await platform.datasetNames())
      return cardOf(dataset, datasets)
    },
  )

  server.get<OfDataset>(
    '/api/quality/:dataset/profile',
    { config, schema: { summary: "What a dataset's values look like, and rules that all of them fulfil.", tags } },
    async (request) => {
      const { dataset } = request.params
      requireName(request.caller, 'dataset', dataset)
      const info = (await platform.reader.list()).find(({ name }) => name === dataset)
      if (!info) throw unknown(dataset)
      return profileOf(platform.reader, info)
    },
  )
}

function unknown(dataset: string): UserError {
  return new UserError('not_found', `cannot find dataset "${dataset}"`, {
    hint: 'Look for its name in the list of datasets.',
  })
}
