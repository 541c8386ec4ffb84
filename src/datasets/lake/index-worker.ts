/** The thread that builds token indexes; wiring only. */
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { messageOf } from '../../lib/errors.ts'
import { type IndexReply, type IndexRequest, indexFolder } from './indexer.ts'
import { type IndexWriter, openIndexWriter } from './token-index/index-writer.ts'

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

async function perform(request: IndexRequest): Promise<unknown> {
  switch (request.name) {
    case 'index': {
      const writer = await writerOf(request.dataset)
      writer.add(request.frames, request.until)
      return writer.flush()
    }
    case 'positions':
      return (await writerOf(request.dataset)).positions()
    case 'stop':
      for (const writer of writers.values()) await (await writer).close()
      return undefined
  }
}

// On Linux a priority belongs to a thread.
if (process.platform === 'linux') setPriority(10)

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
