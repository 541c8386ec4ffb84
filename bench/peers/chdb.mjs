/**
 * ClickHouse, embedded (chDB), as a peer: a MergeTree with token and Bloom indexes, as one would set it up for logs. A process of its
 * own: commands come as JSON lines on stdin, answers go as JSON lines on stdout. Installed only in this folder: `npm install` here.
 */
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Session } from 'chdb'

const session = new Session(process.argv[2])
const table = `create table events (
  _time DateTime64(3), level LowCardinality(String), service LowCardinality(String), host LowCardinality(String), status Int64,
  duration_ms Float64, trace_id String, user_id Int64, _msg String,
  index trace trace_id type bloom_filter(0.01) granularity 4,
  index words _msg type tokenbf_v1(32768, 3, 0) granularity 4
) engine = MergeTree order by _time settings fsync_after_insert = 1, fsync_part_directory = 1`

const commands = {
  create() {
    session.query('create database if not exists bench')
    session.query('use bench')
    session.query(table)
  },
  /** Inserts 16 MB buffers of a file, as a server would have them from the network, synced. */
  insert(path) {
    const bytes = readFileSync(path)
    for (let start = 0; start < bytes.length; ) {
      let end = bytes.lastIndexOf(10, Math.min(start + (16 << 20), bytes.length) - 1) + 1
      if (end <= start) end = bytes.length
      session.query(
        `insert into bench.events settings date_time_input_format='best_effort' format JSONEachRow ${bytes.subarray(start, end).toString('utf8')}`,
      )
      start = end
    }
  },
  optimize() {
    session.query('optimize table bench.events final')
  },
  bytes() {
    return session
      .query("select sum(bytes_on_disk) from system.parts where active and database = 'bench'", 'CSV')
      .trim()
  },
  query(sql) {
    return session.query(sql, 'JSONCompact').length
  },
}

for await (const line of createInterface({ input: process.stdin })) {
  const { command, argument } = JSON.parse(line)
  const start = performance.now()
  try {
    const value = commands[command](argument)
    process.stdout.write(`${JSON.stringify({ ms: performance.now() - start, value: value ?? null })}\n`)
  } catch (error) {
    process.stdout.write(`${JSON.stringify({ error: String(error) })}\n`)
  }
}
