/** What goes to the error stream without the function having been asked, or after it had failed for good. */
import { relative } from 'node:path'
import type { Place } from '../../../lib/errors.ts'
import type { Frame } from '../../../streams/stream.ts'
import { type ErrorRecord, originOf } from '../error-record.ts'
import type { RunOutput } from '../pool/worker.ts'
import type { Failure, RunResult, Task } from '../protocol.ts'
import { bytesOf, type InputBatch, originsOf } from './input-batch.ts'

/** A frame of what was no record already when it came, or offsets that the disk has lost. */
export function refusedBatch(
  { name, stream, errors }: Task,
  refused: Frame | { readonly lost: number; readonly position: number },
): RunOutput {
  if ('lost' in refused) {
    const reason = `lost: ${refused.lost} records of the stream could not be read`
    const offset = refused.position - refused.lost
    return errorOutput(errors, refused.lost, refused.position, [
      { reason, function: name, stream, offset, original: '' },
    ])
  }
  const { offset, count, origin, bytes } = refused
  const lines = Buffer.from(bytes)
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
  const records = lines.map((text, index): ErrorRecord => {
    const { reason, line, bytes: original } = JSON.parse(text) as { reason: string; line?: number; bytes: string }
    return {
      reason,
      function: name,
      stream,
      source: origin.source,
      ...(origin.request === undefined ? {} : { request: origin.request }),
      ...(line === undefined ? {} : { line }),
      offset: offset + index,
      original: Buffer.from(original, 'base64').toString('utf8').toWellFormed(),
    }
  })
  return errorOutput(errors, count, offset + count, records)
}

/** A record that its function cannot be run with. */
export function poisonRecord(task: Task, batch: InputBatch, { message, at }: Failure): RunOutput {
  const { name, stream, errors } = task
  const { first: _, ...origin } = originOf(originsOf(batch), 0)
  const record: ErrorRecord = {
    reason: message,
    function: name,
    stream,
    ...origin,
    ...placeOf(task, at),
    original: Buffer.from(bytesOf(batch)).toString('utf8').trim(),
  }
  return errorOutput(errors, batch.count, batch.position, [record])
}

/** The place in the code; the file alone where a process went without a word. */
function placeOf({ body, folder }: Task, at: Place | undefined): { place?: string } {
  if (at) return { place: `${at.file}:${at.line}:${at.column}` }
  return body.kind === 'module' ? { place: relative(folder, body.path) } : {}
}

function errorOutput(errors: number, count: number, position: number, records: readonly ErrorRecord[]): RunOutput {
  const body = Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join(''))
  const result: RunResult = {
    position,
    turn: 0,
    count,
    tally: { rejected: count, dropped: 0, late_dropped: 0, duplicate: 0 },
    parts: [{ output: errors, partition: 0, count: records.length, length: body.length }],
    kept: false,
    cpu_ms: 0,
  }
  return { result, body }
}
