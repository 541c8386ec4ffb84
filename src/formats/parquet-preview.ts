/** The preview of a file that says itself which columns it has: what its first rows do not show is still known. */
import { parquetMediaTypes } from '../lib/parquet/reading.ts'
import type { ParquetShape } from '../lib/parquet/shape.ts'
import type { FilePreview, PreviewType } from '../model/file-preview.ts'
import { timeFields } from '../model/time-field.ts'
import { linesOf, readRecord, shownRecord } from './preview.ts'
import { previewField } from './preview-field.ts'

/** By the types of DuckDB that values of a column come from; all others are texts. */
const types: readonly (readonly [RegExp, PreviewType])[] = [
  [/\[\]$|^(STRUCT|MAP|UNION|LIST)\b/, 'nested'],
  [/^BOOLEAN$/, 'boolean'],
  [/^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/, 'whole'],
  [/^(DOUBLE|FLOAT|DECIMAL)/, 'number'],
  [/^(TIMESTAMP|DATE)/, 'time'],
]

export function previewOfParquet(shape: ParquetShape & { readonly lines: string | undefined }): FilePreview {
  const records = linesOf(Buffer.from(shape.lines ?? '')).flatMap((line) => readRecord(line) ?? [])
  // The fields of a structure are columns of their own.
  const columns = shape.columns.flatMap(({ name, type }): [string, PreviewType | undefined][] => {
    const inner = new Set(records.flatMap((record) => [...record.keys()].filter((key) => key.startsWith(`${name}.`))))
    if (type.startsWith('STRUCT') && inner.size > 0) return [...inner].map((field) => [field, undefined])
    return [[name, types.find(([test]) => test.test(type))?.[1] ?? 'text']]
  })
  const fields = columns.map(([name, type]) => {
    const { isTime, ...found } = previewField(name, records)
    return { isTime: isTime || type === 'time', field: { ...found, type: type ?? found.type } }
  })
  const names = fields.map(({ field }) => field.name)
  const time = timeFields(names, undefined).find((name) => fields[names.indexOf(name)]?.isTime)
  return {
    format: 'parquet',
    media_type: parquetMediaTypes[0]!,
    fields: fields.map(({ field }) => field),
    ...(time === undefined ? {} : { time }),
    records: records.map(shownRecord),
    read: records.length,
    rows: shape.rows,
    rejected: [],
  }
}
