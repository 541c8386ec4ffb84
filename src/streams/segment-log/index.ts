import { dirname, join } from 'node:path'
import { UserError } from '../../lib/errors.ts'
import { type FileSystem, realFileSystem } from '../../lib/file-system.ts'
import { Gate } from '../../lib/gate.ts'
import { type Log, silent } from '../../lib/log.ts'
import { maxPartitions } from '../../model/offset.ts'
import type { Stream, StreamEngine, StreamOptions } from '../stream.ts'
import { readChecked, replaceFile } from './checked-file.ts'
import { Consumers } from './consumers.ts'
import { unavailable } from './failure.ts'
import { defaultLimits, type SegmentLogLimits } from './limits.ts'
import { type EngineContext, SegmentStream } from './segment-stream.ts'
import { TailBudget } from './tail.ts'
import type { Finding } from './verification.ts'

export type { SegmentLogLimits } from './limits.ts'
export type { Finding } from './verification.ts'

/** The embedded engine of streams: files on the local disk. */
export interface SegmentLog extends StreamEngine {
  /** Reads every frame of the open streams and checks it. What it finds is also in the streams' `status().damage`. */
  verify(): Promise<readonly Finding[]>
  /** Nothing is written while the work is under way: what is appended waits, and what was under way is synced before. */
  atRest<T>(work: () => Promise<T>): Promise<T>
}

export interface SegmentLogOptions {
  readonly fileSystem?: FileSystem
  /** Milliseconds since 1970. */
  readonly clock?: () => number
  readonly log?: Log
  readonly limits?: Partial<SegmentLogLimits>
}

/**
 * Opens the segment log of a folder:
 *
 *     <folder>/<stream>/stream.json                     how many partitions it has
 *     <folder>/<stream>/consumers/<consumer>.json       positions
 *     <folder>/<stream>/<partition>/<first position, 20 digits>.segment
 *     <folder>/<stream>/<partition>/<first position, 20 digits>.index      a sidecar, which may be deleted
 *
 * One process at a time may have it open.
 */
export async function openSegmentLog(folder: string, options: SegmentLogOptions = {}): Promise<SegmentLog> {
  const { fileSystem = realFileSystem, clock = Date.now, log = silent } = options
  const limits = { ...defaultLimits, ...options.limits }
  const tails = new TailBudget(limits.tails_bytes)
  const engine: EngineContext = {
    fileSystem,
    clock,
    log,
    limits,
    tails,
    waiting: { bytes: 0 },
    gate: new Gate(),
  }
  await fileSystem.makeFolder(folder)
  await fileSystem.syncFolder(dirname(folder))
  const streams = new Map<string, Promise<SegmentStream>>()
  const aging = setInterval(() => tails.dropReceivedBefore(clock() - limits.tail_ms), limits.tail_ms).unref()

  return {
    async open(name: string, options: StreamOptions): Promise<Stream> {
      checkOpening(name, options)
      const opened = streams.get(name)
      if (!opened) {
        const opening = openStream(folder, name, options, engine)
        streams.set(name, opening)
        // One that failed is opened anew the next time.
        opening.catch(() => streams.delete(name))
        return opening
      }
      const stream = await opened
      if (options.partitions !== stream.partitions) await storePartitions(stream.folder, name, options, engine)
      await stream.configure(options)
      return stream
    },

    async close() {
      clearInterval(aging)
      const closing = [...streams.values()].map(async (opening) => (await opening).close())
      streams.clear()
      for (const result of await Promise.allSettled(closing)) if (result.status === 'rejected') throw result.reason
    },

    async verify() {
      const findings: Finding[] = []
      for (const opening of streams.values()) findings.push(...(await (await opening).verify()))
      return findings
    },

    atRest: (work) => engine.gate.close(work),
  }
}

async function openStream(
  root: string,
  name: string,
  options: StreamOptions,
  engine: EngineContext,
): Promise<SegmentStream> {
  const { fileSystem } = engine
  const folder = join(root, name)
  try {
    await fileSystem.makeFolder(folder)
    await fileSystem.syncFolder(root)
    await storePartitions(folder, name, options, engine)
    const consumers = await Consumers.open(fileSystem, join(folder, 'consumers'), engine.log)
    const stream = new SegmentStream(name, folder, consumers, engine)
    try {
      await stream.configure(options)
      return stream
    } catch (error) {
      await stream.close().catch(() => {})
      throw error
    }
  } catch (error) {
    throw unavailable('open', name, error)
  }
}

/** The number of partitions is remembered: keys keep their partition, and offsets their meaning. */
async function storePartitions(
  folder: string,
  name: string,
  { partitions }: StreamOptions,
  { fileSystem, log }: EngineContext,
): Promise<void> {
  const path = join(folder, 'stream.json')
  const read = await readChecked(fileSystem, path)
  let known = 0
  if (read.state === 'whole') {
    known = (read.value as { partitions: number }).partitions
  } else {
    // The folders tell it, too.
    for (const file of await fileSystem.list(folder)) if (/^\d+$/.test(file)) known = Math.max(known, Number(file) + 1)
    if (read.state === 'damaged') log.warn('the options of a stream are damaged and written again', { stream: name })
  }
  if (partitions < known) {
    throw new UserError(
      'invalid',
      `cannot open stream "${name}": expecting at least ${known} partitions; got ${partitions}`,
      {
        hint: `Give it ${known} partitions or more: a stream can grow, but records cannot move to another partition.`,
      },
    )
  }
  if (read.state !== 'whole' || partitions > known) await replaceFile(fileSystem, path, { partitions })
}

function checkOpening(name: string, { partitions }: StreamOptions): void {
  if (!/^[a-z0-9_-][a-z0-9_.-]{0,199}$/.test(name)) {
    throw new UserError('invalid', `cannot open stream "${name}": expecting a name of a-z, 0-9, "_", "-" and "."`, {
      hint: 'Choose a name of at most 200 such characters that does not begin with a dot.',
    })
  }
  if (!Number.isInteger(partitions) || partitions < 1 || partitions > maxPartitions) {
    throw new UserError(
      'invalid',
      `cannot open stream "${name}": expecting 1 to ${maxPartitions} partitions; got ${partitions}`,
      { hint: `Give the stream between 1 and ${maxPartitions} partitions.` },
    )
  }
}
