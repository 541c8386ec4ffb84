/** The token index of each dataset, built in a thread of its own with low priority: it must never slow the intake. */
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { entryFile } from '../../lib/entry.ts'
import type { DatasetFrame, DatasetIndexer } from '../dataset.ts'

export type IndexRequest =
  | {
      readonly id: number
      readonly name: 'index'
      readonly dataset: string
      readonly frames: readonly DatasetFrame[]
      readonly until: number
    }
  | { readonly id: number; readonly name: 'positions'; readonly dataset: string }
  | { readonly id: number; readonly name: 'stop' }

export type IndexReply = { readonly id: number; readonly answer?: unknown; readonly error?: string }

/** Where the index of a dataset lies in the lake's folder. */
export function indexFolder(lake: string, dataset: string): string {
  return join(lake, 'index', dataset)
}

export function openIndexer(folder: string): DatasetIndexer {
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
      for (const [id, { reject }] of pending) {
        pending.delete(id)
        reject(error)
      }
    }
    started.on('error', fail)
    started.on('exit', () => fail(new Error('the index thread ended')))
    return started
  }

  function ask(request: Omit<IndexRequest, 'id'> & { name: IndexRequest['name'] }): Promise<unknown> {
    worker ??= start()
    const id = nextId++
    return new Promise((resolve, reject) => {
      pending.set(id, { resolve, reject })
      worker?.postMessage({ ...request, id })
    })
  }

  return {
    async index(dataset, frames, until) {
      await ask({ name: 'index', dataset, frames, until } as Omit<IndexRequest, 'id'>)
    },
    async positions(dataset) {
      return (await ask({ name: 'positions', dataset } as Omit<IndexRequest, 'id'>)) as ReadonlyMap<number, number>
    },
    async stop() {
      if (!worker) return
      const running = worker
      await ask({ name: 'stop' }).catch(() => {})
      await running.terminate()
    },
  }
}
