import { maybeEncoding } from '../lib/encoding.ts'
import { UserError } from '../lib/errors.ts'
import { parquetMediaTypes } from '../lib/parquet/reading.ts'
import type { FormatReader, OpenFormat } from '../model/format-reader.ts'
import type { FormatLimits } from './format.ts'
import { formatByMediaType, usualMediaTypes } from './index.ts'
import { omitting } from './omit.ts'
import { openFormat } from './open.ts'

type BodyReaders = (
  contentType: string | undefined,
  options: Readonly<Record<string, string | readonly string[]>>,
) => Promise<FormatReader>

/** Clients send few media types; whoever sends many gains nothing by them. */
const remembered = 100

/**
 * Makes readers of request bodies by their media type; NDJSON where a request does not say what it sends. The options are those of the
 * format, and `omit`: fields that records are to be without.
 */
export function createBodyReaders(limits: FormatLimits): BodyReaders {
  const plain = new Map<string, { format: OpenFormat; encoding: string | undefined }>()
  return async (contentType = 'application/x-ndjson', options) => {
    const known = plain.get(contentType)
    if (known && isEmpty(options)) return known.format.reader(known.encoding)
    const { omit, ...own } = options
    const format = openFormat(await declarationOf(contentType), own, limits)
    const encoding = encodingOf(contentType)
    if (isEmpty(options)) {
      if (plain.size >= remembered) plain.clear()
      plain.set(contentType, { format, encoding })
    }
    const reader = format.reader(encoding)
    return omit === undefined ? reader : omitting([omit].flat(), reader)
  }
}

async function declarationOf(contentType: string) {
  const format = await formatByMediaType(contentType)
  if (format) return format
  throw new UserError('unsupported', `cannot read a body of type "${contentType}"`, {
    hint: `Send one of these as content-type: ${[...(await usualMediaTypes()), parquetMediaTypes[0]].join(', ')}.`,
  })
}

/** The encoding that a media type names. A UTF-16 without its order of bytes has a mark that tells it. */
function encodingOf(contentType: string): string | undefined {
  const charset = /charset="?([\w-]+)/i.exec(contentType)?.[1]
  if (charset === undefined || charset.toLowerCase() === 'utf-16') return undefined
  const encoding = maybeEncoding(charset)
  if (encoding) return encoding
  throw new UserError('unsupported', `cannot read a body in the charset "${charset}"`, {
    hint: 'Send it as UTF-8, UTF-16 or ISO-8859-1.',
  })
}

function isEmpty(options: Readonly<Record<string, unknown>>): boolean {
  for (const _ in options) return false
  return true
}
