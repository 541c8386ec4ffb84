import { partitionOf } from '../../../model/offset.ts'
import type { DatasetFrame, Outcome } from '../../dataset.ts'
import type { LakeConnection } from '../connection.ts'
import type { ChunkFiles } from './chunk-files.ts'

/** The appends of one dataset: several may be under way, and they reach the lake process in the order of the calls. */
export class AppendLine {
  readonly #dataset: string
  readonly #connection: LakeConnection
  readonly #files: ChunkFiles
  /** The positions behind the appends that are under way, by partition, in order. */
  readonly #underWay = new Map<number, number[]>()
  #turn: Promise<unknown> = Promise.resolve()

  constructor(dataset: string, connection: LakeConnection, files: ChunkFiles) {
    this.#dataset = dataset
    this.#connection = connection
    this.#files = files
  }

  async append(frames: readonly DatasetFrame[], position: number, refill: boolean): Promise<Outcome> {
    const partition = partitionOf(frames[0]?.offset ?? position)
    const positions = this.#underWay.get(partition) ?? []
    this.#underWay.set(partition, positions)
    // Should the append before fail, this one must not take its place: what lies between would count as lost.
    const after = positions.at(-1)
    if (!refill) positions.push(position)
    const before = this.#turn
    const sent = this.#send(before, frames, { position, refill, after })
    this.#turn = sent.catch(() => {})
    try {
      return await (await sent).outcome
    } finally {
      if (!refill) positions.splice(positions.indexOf(position), 1)
    }
  }

  async #send(
    before: Promise<unknown>,
    frames: readonly DatasetFrame[],
    more: { position: number; refill: boolean; after: number | undefined },
  ): Promise<{ outcome: Promise<Outcome> }> {
    const epoch = await this.#connection.ready()
    const chunk = await this.#files.write(frames)
    await before
    // Wrapped, so that the next append goes out before this one is committed.
    const outcome = this.#connection.ask('append', { dataset: this.#dataset, ...chunk, ...more }, epoch)
    outcome.catch(() => {})
    return { outcome }
  }
}
