/** Takes records of a stream or a dataset as examples for tests: the latest, and what nobody else is to see replaced. */
import { randomBytes } from 'node:crypto'
import type { DatasetReader, Scope } from '../../datasets/dataset.ts'
import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import type { JsonRecord } from '../../model/record.ts'
import type { Recording } from '../../model/recording.ts'
import type { Project } from '../../project/project.ts'
import type { Stream } from '../../streams/stream.ts'
import type { State } from '../state.ts'
import { streamColumns } from '../stream-columns.ts'
import { latestRecords } from './latest.ts'
import { Replacing } from './replacing.ts'
import { recordOfRow } from './row-record.ts'

export interface RecordingParts {
  readonly state: State
  readonly project: () => Project
  readonly reader: DatasetReader
  readonly streamOf: (name: string) => Stream | undefined
}

export interface RecordingOrder {
  readonly name: string
  readonly last: number
  readonly kql: string
  /** Fields to be replaced beside those of the declaration. */
  readonly redact: readonly string[]
  readonly scope: Scope
  readonly signal: AbortSignal
}

export class Recordings {
  readonly #parts: RecordingParts

  constructor(parts: RecordingParts) {
    this.#parts = parts
  }

  /** A stream gives records as they came; a dataset as it stores them. Throws `not_found` where there is neither. */
  async take(order: RecordingOrder): Promise<Recording> {
    const { project, reader, streamOf, state } = this.#parts
    const { name, last, kql, signal } = order
    const { streams, datasets, redact } = project()
    const stream = streamOf(name)
    const from = stream ? name : (datasets.get(name)?.from ?? name)
    const columns = stream && kql !== '' ? await streamColumns(name, project(), reader) : []
    const records = stream ? await latestRecords(stream, { kql, columns, last, signal }) : await this.#rows(order)
    const fields = [...order.redact, ...(streams.get(from)?.private ?? [])]
    const replacing = new Replacing({ key: keyOf(state), fields, redact })
    const shown = records.map((record) => replacing.record(record))
    return { name, kind: stream ? 'stream' : 'dataset', records: shown, replaced: replacing.replaced }
  }

  async #rows({ name, last, kql, scope, signal }: RecordingOrder): Promise<JsonRecord[]> {
    const { reader, project } = this.#parts
    const info = (await reader.list()).find((each) => each.name === name)
    if (!info) {
      const names = [...project().streams.keys(), ...scope.datasets].filter((each) => !each.startsWith('_'))
      throw new UserError('not_found', `cannot record from "${name}": there is no such stream or dataset`, {
        hint: didYouMean(name, names) ?? 'Look for its name in the lists of streams and datasets.',
      })
    }
    const { hits } = await reader.search({ in: [name], kql, limit: last, scope, signal })
    return hits.map((hit) => recordOfRow(hit, info.columns)).reverse()
  }
}

/** The same for all recordings of a project, so that a value has one stand-in. */
function keyOf(state: State): string {
  state.prepare(`insert or ignore into fact values ('stand_in_key', ?)`).run(randomBytes(32).toString('hex'))
  return String(state.prepare(`select value from fact where name = 'stand_in_key'`).get()!.value)
}
