import { UserError } from '../lib/errors.ts'
import { didYouMean } from '../lib/similar.ts'
import type { Compression } from '../model/format-reader.ts'
import type { FormatDeclaration } from './format.ts'

export type { FormatDeclaration } from './format.ts'

/** Every format by name, loaded when it is first used. */
export const formats = {
  ndjson: () => import('./ndjson.ts'),
  json: () => import('./json/index.ts'),
  csv: () => import('./csv/index.ts'),
  lines: () => import('./lines.ts'),
}

/** Those in which a line is a record, so that files that grow can be followed: what their declarations say, known without loading them. */
export const lineFormats: readonly string[] = ['ndjson', 'csv', 'lines'] satisfies FormatName[]

export type FormatName = keyof typeof formats

/** The declaration of a format; UserError with the names that exist when there is none. */
export async function findFormat(name: string): Promise<FormatDeclaration> {
  if (Object.hasOwn(formats, name)) return (await formats[name as FormatName]()).default as unknown as FormatDeclaration
  const names = Object.keys(formats)
  throw new UserError('invalid', `cannot find format "${name}": expecting one of ${names.join(', ')}`, {
    hint: didYouMean(name, names) ?? 'Name one of these formats.',
  })
}

/** The media type by which each format is best asked for. */
export async function usualMediaTypes(): Promise<string[]> {
  return (await allFormats()).map(({ mediaTypes }) => mediaTypes[0]!)
}

/** The format of a body by its media type (`text/csv; charset=utf-8`), or undefined. */
export async function formatByMediaType(mediaType: string): Promise<FormatDeclaration | undefined> {
  const type = mediaType.split(';', 1)[0]!.trim().toLowerCase()
  return find(({ mediaTypes }) => mediaTypes.includes(type))
}

/** The format and the compression that the endings of a file's name tell: `river.csv.gz`. */
export async function formatByFileName(
  fileName: string,
): Promise<{ format: FormatDeclaration | undefined; compression: Compression | undefined }> {
  const name = fileName.toLowerCase()
  const packed = /\.(gz|gzip|zst|zstd)$/.exec(name)
  const compression = packed ? (packed[1]!.startsWith('g') ? 'gzip' : 'zstd') : undefined
  const extension = /\.([a-z0-9]+)$/.exec(packed ? name.slice(0, packed.index) : name)?.[1]
  const format = extension === undefined ? undefined : await find(({ extensions }) => extensions.includes(extension))
  return { format, compression }
}

async function find(test: (format: FormatDeclaration) => boolean): Promise<FormatDeclaration | undefined> {
  return (await allFormats()).find(test)
}

function allFormats(): Promise<FormatDeclaration[]> {
  return Promise.all(Object.keys(formats).map(findFormat))
}
