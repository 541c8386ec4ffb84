/** How the beginning of a file is understood, told before any of it is stored: it is read by the readers that will read all of it. */
import { isUtf8 } from 'node:buffer'
import { isBinary } from '../lib/binary.ts'
import { compressionOf, plainStart } from '../lib/compression.ts'
import { detectEncoding, Transcoder, toUtf8 } from '../lib/encoding.ts'
import { UserError } from '../lib/errors.ts'
import type { FilePreview } from '../model/file-preview.ts'
import { type JsonRecord, parseJson, recordText } from '../model/record.ts'
import { timeFields } from '../model/time-field.ts'
import { sample_bytes } from './csv/dialect.ts'
import type { FileStart, FormatDeclaration, FormatLimits } from './format.ts'
import { findFormat, formatByFileName } from './index.ts'
import { openFormat } from './open.ts'
import { datesOf, flatRecord, previewField } from './preview-field.ts'
import { sniffFormat } from './sniff.ts'

const shownRecords = 20
const shownRejected = 5
const shownText = 200

export async function previewOf(start: FileStart, limits: FormatLimits): Promise<FilePreview> {
  const { name, isWhole, options, fieldOptions = {} } = start
  const compression = compressionOf(start.bytes)
  const bytes = compression ? await plainStart(compression, start.bytes) : start.bytes
  requireText(bytes, name)
  const format = await formatOf(start, bytes)
  const readAs = (chosen: object) => {
    const reader = openFormat(format, chosen, limits).reader()
    // What is cut at the end is no mistake of the file.
    const batches = [...reader.push(bytes), ...(isWhole ? reader.end() : [])]
    const read = batches.flatMap(({ bytes: lines }) => linesOf(lines).map(readRecord))
    return { batches, records: read.filter((record) => record !== undefined) }
  }
  const { batches, records } = readAs({ ...options, ...fieldOptions })
  // Whatever was chosen, dates are told as they are written.
  const written = Object.keys(fieldOptions).length === 0 ? records : readAs(options).records
  const rejected = [
    ...batches.flatMap((batch) => batch.rejected ?? []),
    ...batches.flatMap(({ bytes: lines }) => linesOf(lines).filter((line) => !readRecord(line))).map(noObject),
  ]
  const dialect = format.dialect?.(plainOf(bytes, options), isWhole, options)
  const names = [...new Set(records.flatMap((record) => [...record.keys()]))]
  const fields = names.map((field) => previewField(field, records))
  const time = timeFields(names, undefined).find((field) => fields.some((each) => each.name === field && each.isTime))
  return {
    format: format.name,
    media_type: format.mediaTypes[0]!,
    ...(compression ? { compression } : {}),
    encoding: encodingOf(bytes, isWhole, options.encoding),
    ...(dialect ? { dialect } : {}),
    fields: fields.map(({ isTime: _, ...field }) => ({
      ...field,
      ...(format.name === 'csv' ? datesOf(field.name, written) : {}),
    })),
    ...(time === undefined ? {} : { time }),
    records: records.slice(0, shownRecords).map(shownRecord),
    read: records.length,
    rejected: rejected.slice(0, shownRejected).map(({ bytes: text, reason, line }) => ({
      ...(line === undefined ? {} : { line }),
      reason,
      text: Buffer.from(toUtf8(text)).toString().slice(0, shownText),
    })),
  }
}

/** What somebody chose; or what the file's name says; or what it looks like. */
async function formatOf({ name, format }: FileStart, bytes: Buffer): Promise<FormatDeclaration> {
  if (format !== undefined) return findFormat(format)
  return (await formatByFileName(name)).format ?? (await sniffFormat(bytes))
}

function requireText(bytes: Buffer, name: string): void {
  if (bytes.toString().trim() === '') {
    throw new UserError('invalid', `cannot read "${name}": it is empty`, { hint: 'Choose a file that has records.' })
  }
  if (isBinary(bytes.subarray(0, sample_bytes))) {
    throw new UserError('unsupported', `cannot read "${name}": expecting lines, CSV or JSON; got binary data`, {
      hint: 'Save a spreadsheet as CSV, unpack an archive, or choose another file.',
    })
  }
}

function encodingOf(bytes: Buffer, isWhole: boolean, chosen = 'detect'): string {
  if (chosen !== 'detect') return chosen
  const detected = detectEncoding(bytes)
  // The last character may be cut.
  const text = isWhole ? bytes : bytes.subarray(0, bytes.lastIndexOf(10) + 1)
  return detected === 'utf-8' && !isUtf8(text) ? 'windows-1252' : detected
}

/** In UTF-8, as formats have it. */
function plainOf(bytes: Buffer, { encoding = 'detect' }: FileStart['options']): Buffer {
  const transcoder = new Transcoder(encoding === 'detect' ? undefined : (encoding as 'utf-8'))
  return Buffer.concat([transcoder.push(bytes), transcoder.end()])
}

export function linesOf(lines: Uint8Array): string[] {
  return Buffer.from(lines)
    .toString()
    .split('\n')
    .filter((line) => line.trim() !== '')
}

export function readRecord(line: string): ReadonlyMap<string, unknown> | undefined {
  try {
    return flatRecord(parseJson(line))
  } catch {
    return undefined
  }
}

function noObject(line: string): { bytes: Uint8Array; reason: string; line?: number } {
  return { bytes: Buffer.from(line), reason: 'cannot read line: expecting a JSON object' }
}

/** As a person is shown it. */
export function shownRecord(record: ReadonlyMap<string, unknown>): Record<string, string> {
  return Object.fromEntries([...record].map(toText))
}

function toText([name, value]: readonly [string, unknown]): [string, string] {
  return [name, typeof value === 'string' ? value : recordText(value as JsonRecord)]
}
