/** The limit of a columnar store on this engine: one DuckDB, NDJSON files of 16 MB with known columns to Parquet, nothing else. */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'

const columns =
  "{_time:'VARCHAR',level:'VARCHAR',service:'VARCHAR',host:'VARCHAR',status:'BIGINT',duration_ms:'DOUBLE',trace_id:'VARCHAR',user_id:'BIGINT',_msg:'VARCHAR'}"

/** Records per second, from files to Parquet files. */
export async function duckdbParquet(files: readonly string[], recordsPerFile: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'caudal-bench-'))
  try {
    const pieces = files.flatMap((path) => cut(path, folder))
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    await connection.run('set threads=2')
    const start = performance.now()
    for (const [index, piece] of pieces.entries()) {
      await connection.run(
        `copy (select try_cast(_time as timestamp) as _time, * exclude (_time) from read_json('${piece}', format='newline_delimited', columns=${columns}))
         to '${join(folder, `${index}.parquet`)}' (format parquet, compression zstd, compression_level 1, parquet_version v2)`,
      )
    }
    return (files.length * recordsPerFile) / ((performance.now() - start) / 1000)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function cut(path: string, folder: string): string[] {
  const file = openSync(path, 'r')
  const piece = Buffer.alloc(16 << 20)
  const pieces: string[] = []
  let position = 0
  for (;;) {
    const read = readSync(file, piece, 0, piece.length, position)
    if (read === 0) break
    const end = piece.lastIndexOf(10, read - 1) + 1
    const target = join(folder, `${path.replaceAll('/', '_')}-${pieces.length}.ndjson`)
    writeFileSync(target, piece.subarray(0, end))
    pieces.push(target)
    position += end
  }
  closeSync(file)
  return pieces
}
