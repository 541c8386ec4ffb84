/** What becomes of the records of datasets, beside what the lake says of them. */
import type { DatasetDetail, DatasetInfo } from '../model/dataset-detail.ts'
import type { Platform } from './platform.ts'
import { datasetLag } from './status.ts'

export function datasetDetail({ pipeline }: Platform, info: DatasetInfo): DatasetDetail {
  const { name } = info
  const run = pipeline.datasets.get(name)
  const { key, retention_ms, retention_bytes } = run?.declared ?? {}
  return {
    ...info,
    ...(run ? { stream: run.from, totals: { ...run.totals }, lag_records: datasetLag(pipeline, name) } : {}),
    ...(key ? { key } : {}),
    ...(retention_ms === undefined ? {} : { retention_ms }),
    ...(retention_bytes === undefined ? {} : { retention_bytes }),
  }
}
