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
  const added = `${JSON.stringify(field)}:${JSON.stringify(text)}`
  const lines = Buffer.from(batch.bytes.buffer, batch.bytes.byteOffset, batch.bytes.length).toString()
  const withField = lines.replace(/^([ \t]*)\{([ \t]*)(\}?)/gm, (_, before, space, close) =>
    close === '' ? `${before}{${added},${space}` : `${before}{${added}}`,
  )
  return { ...batch, bytes: Buffer.from(withField) }
}
