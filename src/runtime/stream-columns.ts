/** Of which types the fields of a stream's records are: as its datasets have them, or will have them once they hold records. */
import type { DatasetReader } from '../datasets/dataset.ts'
import { datasetsOf, declaredColumns } from '../project/datasets/declared-columns.ts'
import type { Project } from '../project/project.ts'
import type { QueryColumn } from '../query/kql/columns.ts'

export async function streamColumns(
  stream: string,
  { datasets }: Project,
  reader: Pick<DatasetReader, 'list'>,
): Promise<readonly QueryColumn[]> {
  const storing = datasetsOf(stream, datasets.values())
  if (storing.length === 0) return []
  const infos = await reader.list()
  const stored = storing.flatMap(({ name }) => infos.find((info) => info.name === name)?.columns ?? [])
  return [...declaredColumns(stream, storing), ...stored]
}
