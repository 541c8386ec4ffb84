import { declaredColumnType } from '../../model/column-type.ts'
import type { QueryColumn } from '../../query/kql/columns.ts'
import type { ProjectDataset, ProjectFunction } from '../project.ts'

/** The datasets that store a stream, that of its own name first. */
export function datasetsOf(stream: string, datasets: Iterable<ProjectDataset>): ProjectDataset[] {
  const storing = [...datasets].filter(({ from }) => from === stream)
  return storing.sort((a, b) => Number(b.name === stream) - Number(a.name === stream))
}

/** The columns that the datasets of a stream declare: what conditions on its records go by. */
export function declaredColumns(stream: string, datasets: Iterable<ProjectDataset>): QueryColumn[] {
  return datasetsOf(stream, datasets).flatMap(({ fields = {} }) =>
    Object.entries(fields).map(([name, type]) => ({ name, type: declaredColumnType[type] })),
  )
}

/** The functions with what is declared of the records that they read. */
export function withColumns(
  functions: ReadonlyMap<string, ProjectFunction>,
  datasets: ReadonlyMap<string, ProjectDataset>,
): Map<string, ProjectFunction> {
  const known = [...functions].map(([name, declared]): [string, ProjectFunction] => {
    const { body, on } = declared
    if (body.kind !== 'chain') return [name, declared]
    return [name, { ...declared, body: { ...body, columns: declaredColumns(on, datasets.values()) } }]
  })
  return new Map(known)
}
