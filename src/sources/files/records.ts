import type { FormatBatch } from '../../model/format-reader.ts'

/** A batch without its first records and rejections, of which so many are durable already. */
export function dropFirst(batch: FormatBatch, records: number, rejected: number): FormatBatch {
  if (records <= 0 && rejected <= 0) return batch
  const bytes = Buffer.from(batch.bytes.buffer, batch.bytes.byteOffset, batch.bytes.length)
  const dropped = Math.min(Math.max(0, records), batch.count)
  let start = 0
  let lines = 0
  for (let n = 0; n < dropped; lines++) {
    const end = bytes.indexOf(0x0a, start) + 1
    if (bytes.subarray(start, end).some((byte) => byte > 0x20)) n++
    start = end
  }
  const kept = batch.rejected?.slice(Math.max(0, rejected)) ?? []
  return {
    bytes: bytes.subarray(start),
    count: batch.count - dropped,
    line: batch.line + lines,
    ...(kept.length > 0 && { rejected: kept }),
  }
}

/** Adds a field with a text to every record, before its others. Lines that are no objects stay as they are. */
export function addFileField(batch: FormatBatch, field: string, text: string): FormatBatch {
  const added = Buffer.from(`${JSON.stringify(field)}:${JSON.stringify(text)}`)
  const bytes = Buffer.from(batch.bytes.buffer, batch.bytes.byteOffset, batch.bytes.length)
  const opened = placesInObjects(bytes)
  const out = Buffer.allocUnsafeSlow(bytes.length + opened.length * (added.length + 1))
  let [from, length] = [0, 0]
  for (const place of opened) {
    length += bytes.copy(out, length, from, place)
    length += added.copy(out, length)
    if (bytes[behindBlanks(bytes, place)] !== closing) out[length++] = comma
    from = place
  }
  length += bytes.copy(out, length, from)
  return { ...batch, bytes: out.subarray(0, length) }
}

const opening = 0x7b
const closing = 0x7d
const comma = 0x2c

/** Behind the brace of each line that begins with one. */
function placesInObjects(bytes: Buffer): number[] {
  const places: number[] = []
  for (let end = 0, start = 0; end !== -1 && start < bytes.length; start = end + 1) {
    const first = behindBlanks(bytes, start)
    if (bytes[first] === opening) places.push(first + 1)
    end = bytes.indexOf(0x0a, first)
  }
  return places
}

function behindBlanks(bytes: Buffer, start: number): number {
  let i = start
  while (bytes[i] === 0x20 || bytes[i] === 0x09) i++
  return i
}
