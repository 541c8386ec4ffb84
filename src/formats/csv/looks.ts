import type { FilePreview } from '../../model/file-preview.ts'
import type { FileStart } from '../format.ts'
import { detectDialect, sample_bytes } from './dialect.ts'

/** At least two rows, and all of them with as many fields: prose and logs are less regular. */
export function looksLike(lines: readonly string[]): boolean {
  // The last line may be cut.
  const whole = lines.slice(0, lines.length > 2 ? -1 : undefined).slice(0, 50)
  if (whole.length < 2) return false
  const sample = Buffer.from(whole.join('\n'), 'latin1')
  const known = { delimiter: undefined, quote: '"', decimal: undefined, hasHeader: undefined }
  const { delimiter } = detectDialect(sample, true, known)
  const widths = new Set(whole.map((line) => line.replace(/"[^"]*"/g, '').split(delimiter).length))
  return widths.size === 1 && !widths.has(1)
}

/** What the reader will find out, or was told. */
export function dialectOf(
  sample: Uint8Array,
  isWhole: boolean,
  { delimiter = 'detect', decimal = 'detect', header = 'detect', quote = '"' }: FileStart['options'],
): NonNullable<FilePreview['dialect']> {
  const known = {
    delimiter: delimiter === 'detect' ? undefined : delimiter,
    quote,
    decimal: decimal === 'detect' ? undefined : decimal,
    hasHeader: header === 'detect' ? undefined : header === 'true',
  }
  const found = detectDialect(sample.subarray(0, sample_bytes), isWhole, known)
  return { delimiter: found.delimiter, decimal: found.decimal ?? '.', header: found.hasHeader }
}
