/** The token index of each dataset, built in a thread of its own with low priority: it must never slow the intake. */
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { entryFile } from '../../../lib/entry.ts'
import type { DatasetIndexer } from '../../dataset.ts'
import { scratchFolder } from '../lake-folders.ts'
import type { Chunk } from '../protocol.ts'
import { ChunkFiles } from '../write/chunk-files.ts'

export interface IndexAsks {
  /** The records of the frames lie in a file, one after the other: nothing is copied from thread to thread. */
  index: { readonly dataset: string; readonly chunk: Pick<Chunk, 'path' | 'frames'>; readonly until: number }
  positions: { readonly dataset: string }
  stop: undefined
}

export type IndexRequest = {
  [Name in keyof IndexAsks]: { readonly id: number; readonly name: Name; readonly ask: IndexAsks[Name] }
}[keyof IndexAsks]

export type IndexReply = { readonly id: number; readonly answer?: unknown; readonly error?: string }

/** Where the index of a dataset lies in the lake's folder. */
export function indexFolder(lake: string, dataset: string): string {
  return join(lake, 'index', dataset)
}

export function openIndexer(folder: string): DatasetIndexer {
  const files = new ChunkFiles(scratchFolder(folder), 'index')
  const pending = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>()
  let nextId = 1
  let worker: Worker | undefined

  function start(): Worker {
    const started = new Worker(entryFile(import.meta.url, './index-worker'), { workerData: folder })
    started.unref()
    started.on('message', ({ id, answer, error }: IndexReply) => {
      const waiting = pending.get(id)
      pending.delete(id)
      if (error === undefined) waiting?.resolve(answer)
      else waiting?.reject(new Error(error))
    })
    const fail = (error: Error) => {
      worker = undefined
      for (const { reject } of pending.values()) reject(error)
      pending.clear()
    }
    started.on('error', fail)
    started.on('exit', () => fail(new Error('the index thread ended')))
    return started
  }

  function ask<Name extends keyof IndexAsks>(name: Name, ask: IndexAsks[Name]): Promise<unknown> {
    worker ??= start()
    const id = nextId++
    return new Promise((resolve, reject) => {
      pending.set(id, { resolve, reject })
      worker?.postMessage({ id, name, ask })
    })
  }

  return {
    async index(dataset, frames, until) {
      await ask('index', { dataset, chunk: await files.write(frames), until })
    },
    async positions(dataset) {
      return (await ask('positions', { dataset })) as ReadonlyMap<number, number>
    },
    async stop() {
      if (!worker) return
      const running = worker
      await ask('stop', undefined).catch(() => {})
      await running.terminate()
    },
  }
}
