/** What the records of the streams look like: the latest ones, and the columns of the datasets that store them. */
import type { DatasetInfo, DatasetReader } from '../../datasets/dataset.ts'
import { joinFields, type RecordType, typeOfColumn, typeOfValue, type ValueType } from '../../model/record-type.ts'
import { type Column, reservedColumns } from '../../model/schema.ts'
import type { Project } from '../../project/project.ts'
import type { Stream } from '../../streams/stream.ts'
import { latestRecords } from './latest.ts'

export interface RecordTypesParts {
  readonly project: () => Project
  readonly reader: DatasetReader
  readonly streamOf: (name: string) => Stream | undefined
}

const sample = 500

export class RecordTypes {
  readonly #parts: RecordTypesParts

  constructor(parts: RecordTypesParts) {
    this.#parts = parts
  }

  /** By the streams that are wanted; one without records has no fields. */
  async of(isWanted: (stream: string) => boolean, signal: AbortSignal): Promise<Record<string, RecordType>> {
    const { streamOf, project, reader } = this.#parts
    const infos = await reader.list()
    const types: Record<string, RecordType> = {}
    for (const name of [...project().streams.keys()].filter(isWanted).sort()) {
      const stream = streamOf(name)
      if (!stream) continue
      const records = await latestRecords(stream, { kql: '', columns: [], last: sample, signal })
      const seen = records.map((record) => typeOfValue(record).fields ?? {}).reduce(joinFields, {})
      const stored = this.#columnsOf(name, infos).reduce((type, column) => joinFields(type, missing(seen, column)), {})
      types[name] = joinFields(seen, stored)
    }
    return types
  }

  /** Another text whenever the types may be other ones. Costs little. */
  async version(): Promise<string> {
    const { project, streamOf, reader } = this.#parts
    const columns = (await reader.list()).map(({ name, columns: all }) => [
      name,
      all.map(({ name, type }) => [name, type]),
    ])
    // A stream that no dataset stores is looked into again when it has twice as many records.
    const amounts = [...project().streams.keys()].map((name) => {
      const appended = streamOf(name)?.status().appended ?? 0
      return [name, Math.ceil(Math.log2(appended + 1))]
    })
    return JSON.stringify([columns, amounts])
  }

  #columnsOf(stream: string, infos: readonly DatasetInfo[]): readonly Column[] {
    const names = [...this.#parts.project().datasets.values()].filter(({ from }) => from === stream)
    return infos.filter(({ name }) => names.some((each) => each.name === name)).flatMap(({ columns }) => columns)
  }
}

/** A column as a field, where the records that were looked at do not have it: those tell more. */
function missing(seen: RecordType, { name, path, type, json }: Column): RecordType {
  if (reservedColumns.some((own) => own === name)) return {}
  const known = path.reduce<ValueType | undefined>((at, step) => at?.fields?.[step], { kinds: [], fields: seen })
  if (known) return {}
  const value = json ? ({ kinds: ['unknown'] } as const) : typeOfColumn(type)
  return path.reduceRight<ValueType>((inner, step) => ({ kinds: [], fields: { [step]: inner } }), value).fields ?? {}
}
