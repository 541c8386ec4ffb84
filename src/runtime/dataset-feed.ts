/** Feeds one partition of a stream into a dataset: from the dataset's committed position on, in chunks, a few on their way at once. */
import type { DatasetFrame, DatasetWriter, Outcome } from '../datasets/dataset.ts'
import { BackOff } from '../lib/back-off.ts'
import { messageOf } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import { sleep } from '../lib/sleep.ts'
import { offsetOf } from '../model/offset.ts'
import type { Frame, Stream } from '../streams/stream.ts'
import type { Backlog } from './pacing.ts'

export interface FeedOptions {
  readonly stream: Stream
  readonly partition: number
  readonly writer: DatasetWriter
  readonly signal: AbortSignal
  readonly log: Log
  /** Kept up to date for whoever sends. */
  readonly backlog: Backlog
  /** Told after each commit. */
  readonly onStored: (outcome: Outcome, position: number) => void
}

const chunk_ms = 200
const chunk_bytes = 16 << 20
/** Worth a file of its own when the lake has nothing to do. */
const idleChunk_bytes = 4 << 20
/** While records trickle, storing takes a quarter of the time at most, and no record waits longer for company. */
const storeFactor = 3
const longestChunk_ms = 300
/** After a quiet time a record need not wait for company. */
const quietChunk_ms = 10
const mostUnderWay = 3

/** Runs until aborted; what was read by then is stored. A failed chunk is read again from the committed position, with back-off. */
export async function feedDataset(options: FeedOptions): Promise<void> {
  const { stream, partition, writer, signal, log } = options
  const backOff = new BackOff({ first_ms: 200, longest_ms: 10_000 })
  while (!signal.aborted) {
    try {
      const positions = await writer.positions()
      const from = positions.get(partition) ?? stream.status().offsets[partition]?.first ?? offsetOf(partition, 0)
      await feedFrom(from, options, () => backOff.reset())
    } catch (error) {
      if (signal.aborted) break
      const pause_ms = backOff.pause()
      log.warn(`cannot store records of stream "${stream.name}": ${messageOf(error)}`, { retry_ms: pause_ms })
      await sleep(pause_ms, signal)
    }
  }
}

async function feedFrom(from: number, options: FeedOptions, onProgress: () => void): Promise<void> {
  const { stream, writer, signal } = options
  const stop = new AbortController()
  const abort = () => stop.abort()
  // It may have been aborted while the position was asked for.
  if (signal.aborted) return
  signal.addEventListener('abort', abort, { once: true })

  const underWay = new Set<Promise<void>>()
  /** The chunks under way: they are stored in order. */
  const chunks: { readonly since: number; readonly bytes: number }[] = []
  let failure: { error: unknown } | undefined
  let frames: Frame[] = []
  let bytes = 0
  let position = from
  let timer: NodeJS.Timeout | undefined
  let lastFlush = 0
  /** How long the lake took for the last chunk. */
  let took_ms = 0
  let wake: () => void = () => {}

  const tellBacklog = () => {
    options.backlog.since = chunks[0]?.since ?? frames[0]?.received
    options.backlog.bytes = chunks.reduce((sum, chunk) => sum + chunk.bytes, bytes)
  }

  const isLarge = () => bytes >= (underWay.size === 0 ? idleChunk_bytes : chunk_bytes)

  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    if (frames.length === 0 || failure || underWay.size >= mostUnderWay) return
    const chunk = frames.map(toDatasetFrame)
    chunks.push({ since: frames[0]!.received, bytes })
    const end = position
    frames = []
    bytes = 0
    const begun = performance.now()
    lastFlush = begun
    const storing = writer
      .append(chunk, end)
      .then((outcome) => {
        took_ms = performance.now() - begun
        options.onStored(outcome, end)
        onProgress()
      })
      .catch((error) => {
        failure ??= { error }
        stop.abort()
      })
      .finally(() => {
        underWay.delete(storing)
        chunks.shift()
        wake()
        if (timer === undefined || isLarge()) flush()
        tellBacklog()
      })
    underWay.add(storing)
  }

  try {
    for await (const read of stream.read(from, { signal: stop.signal, follow: true, bytes: chunk_bytes })) {
      for (const frame of read) {
        frames.push(frame)
        bytes += frame.bytes.length
        position = frame.offset + frame.count
      }
      tellBacklog()
      if (isLarge()) flush()
      else if (frames.length > 0) {
        const since = performance.now() - lastFlush
        const pause_ms = Math.max(chunk_ms, Math.min(took_ms * storeFactor, longestChunk_ms))
        timer ??= setTimeout(flush, since > pause_ms * 2 ? quietChunk_ms : Math.max(quietChunk_ms, pause_ms - since))
      }
      while (bytes >= chunk_bytes && underWay.size >= mostUnderWay && !failure) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        flush()
      }
    }
    while (underWay.size > 0) await Promise.all(underWay)
    flush()
    while (underWay.size > 0) await Promise.all(underWay)
  } finally {
    options.backlog.since = undefined
    clearTimeout(timer)
    signal.removeEventListener('abort', abort)
  }
  if (failure) throw failure.error
}

/** What the dataset needs of a frame; the cursor and the key stay with the stream. */
export function toDatasetFrame({ offset, count, kind, origin, received, bytes }: Frame): DatasetFrame {
  return { offset, count, kind, source: origin.source, request: origin.request, line: origin.line, received, bytes }
}
