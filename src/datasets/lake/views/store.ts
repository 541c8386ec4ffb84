import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { ViewStore } from '../../view-store.ts'
import type { LakeConnection } from '../connection.ts'

/** The views as the main process sees them: rows go to the lake process through a file. */
export function viewStore(connection: LakeConnection, scratch: string): ViewStore {
  return {
    async replace(rows, parquet) {
      // The lake process empties the folder when it starts.
      await connection.ready()
      await mkdir(scratch, { recursive: true })
      const path = join(scratch, `view-${crypto.randomUUID()}.parquet`)
      try {
        await pipeline(parquet, createWriteStream(path))
        return await connection.ask('replaceView', { ...rows, path })
      } finally {
        await rm(path, { force: true })
      }
    },
    fail: (cause, error) => connection.ask('failView', { ...cause, error }),
    list: () => connection.ask('views', undefined),
    history: (view, limit) => connection.ask('viewHistory', { view, limit }),
    remove: (view) => connection.ask('removeView', { view }),
  }
}
