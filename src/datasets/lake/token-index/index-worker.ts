/** The thread that builds token indexes; wiring only. */
import { closeSync, openSync, readSync, rmSync } from 'node:fs'
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { messageOf } from '../../../lib/errors.ts'
import { collectAtRest } from '../../../lib/rest.ts'
import type { DatasetFrame } from '../../dataset.ts'
import { type IndexWriter, openIndexWriter } from './index-writer.ts'
import { type IndexAsks, type IndexReply, type IndexRequest, indexFolder } from './indexer.ts'

const writers = new Map<string, Promise<IndexWriter>>()

function writerOf(dataset: string): Promise<IndexWriter> {
  let writer = writers.get(dataset)
  if (!writer) {
    writer = openIndexWriter(indexFolder(workerData as string, dataset))
    writers.set(dataset, writer)
    writer.catch(() => writers.delete(dataset))
  }
  return writer
}

/** Used again and again: what is allocated anew has to be collected. */
let buffer = Buffer.alloc(0)

function readFrames({ path, frames }: IndexAsks['index']['chunk']): DatasetFrame[] {
  const length = frames.reduce((sum, frame) => sum + frame.length, 0)
  if (buffer.length < length) buffer = Buffer.allocUnsafeSlow(length)
  const file = openSync(path, 'r')
  try {
    for (let read = 0; read < length; ) read += readSync(file, buffer, read, length - read, read) || length
  } finally {
    closeSync(file)
  }
  return frames.map((frame) => ({ ...frame, bytes: buffer.subarray(frame.start, frame.start + frame.length) }))
}

async function perform({ name, ask }: IndexRequest): Promise<unknown> {
  switch (name) {
    case 'index': {
      const writer = await writerOf(ask.dataset)
      try {
        writer.add(readFrames(ask.chunk), ask.until)
      } finally {
        rmSync(ask.chunk.path, { force: true })
      }
      return writer.flush()
    }
    case 'positions':
      return (await writerOf(ask.dataset)).positions()
    case 'stop':
      for (const writer of writers.values()) await (await writer).close()
      return undefined
  }
}

// On Linux a priority belongs to a thread.
if (process.platform === 'linux') setPriority(19)

collectAtRest()

let turn = Promise.resolve()
parentPort!.on('message', (request: IndexRequest) => {
  turn = turn.then(async () => {
    const reply: IndexReply = await perform(request).then(
      (answer) => ({ id: request.id, answer }),
      (error: unknown) => ({ id: request.id, error: messageOf(error) }),
    )
    parentPort!.postMessage(reply)
  })
})
