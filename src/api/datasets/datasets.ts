/** Datasets: their columns, what became of their records, how they grew and what was done to them. */
import type { FastifyInstance } from 'fastify'
import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import type { DatasetChange, DatasetDetail, DatasetSize } from '../../model/dataset-detail.ts'
import { maybeTenantColumn } from '../../model/tenant-column.ts'
import { type Caller, isNamed, requireName } from '../../runtime/access.ts'
import { datasetDetail } from '../../runtime/dataset-detail.ts'
import type { Platform } from '../../runtime/platform.ts'

interface Named {
  Params: { dataset: string }
}

const config = { policy: 'read' } as const
const tags = ['data']

export function datasetRoutes(server: FastifyInstance, platform: Platform): void {
  const detailOf = async (caller: Caller, dataset: string): Promise<DatasetDetail> => {
    requireName(caller, 'dataset', dataset)
    const all = await platform.reader.list()
    const found = all.find(({ name }) => name === dataset)
    if (found) return datasetDetail(platform, found)
    const names = all.map(({ name }) => name).filter((name) => isNamed(caller, name))
    throw new UserError('not_found', `cannot find dataset "${dataset}"`, {
      hint: didYouMean(dataset, names) ?? `The datasets are: ${names.join(', ')}.`,
    })
  }

  server.get(
    '/api/datasets',
    {
      config: { ...config, isScoped: true },
      schema: {
        summary:
          'Lists datasets with their columns and what became of their records; for client companies those that may have rows of theirs, without sizes.',
        tags,
      },
    },
    async ({ caller }): Promise<{ datasets: (DatasetDetail | Pick<DatasetDetail, 'name' | 'columns' | 'view'>)[] }> => {
      const visible = (await platform.reader.list()).filter(({ name }) => isNamed(caller, name))
      if (!caller.tenant) return { datasets: visible.map((info) => datasetDetail(platform, info)) }
      const { rows } = caller.tenant
      const own = visible.filter((info) => maybeTenantColumn(info, rows) !== undefined)
      return { datasets: own.map(({ name, columns, view }) => ({ name, columns, ...(view ? { view } : {}) })) }
    },
  )

  server.get<Named>(
    '/api/datasets/:dataset',
    {
      config,
      schema: {
        summary: 'A dataset, its columns, what became of its records, and remarks on how they were stored.',
        tags,
      },
    },
    ({ caller, params }) => detailOf(caller, params.dataset),
  )

  server.get<Named>(
    '/api/datasets/:dataset/sizes',
    {
      config,
      schema: {
        summary: 'How a dataset grew: its rows and bytes by the minute, and of long ago by the day.',
        tags,
      },
    },
    async ({ caller, params: { dataset } }): Promise<{ sizes: DatasetSize[] }> => {
      const { rows, bytes } = await detailOf(caller, dataset)
      return { sizes: [...platform.sizes.of(dataset), { time: new Date().toISOString(), rows, bytes }] }
    },
  )

  server.get<Named>(
    '/api/datasets/:dataset/changes',
    {
      config,
      schema: {
        summary: 'What the snapshots of the lake did to a dataset, as far as they are kept, newest first.',
        tags,
      },
    },
    async ({ caller, params: { dataset } }): Promise<{ changes: readonly DatasetChange[] }> => {
      await detailOf(caller, dataset)
      return { changes: await platform.reader.changes(dataset) }
    },
  )
}
