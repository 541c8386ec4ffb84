import type { TObject } from 'typebox'
import { Value } from 'typebox/value'
import { UserError } from '../lib/errors.ts'
import { maybeMeant } from '../lib/similar.ts'
import type { Compression, Formats, OpenFormat } from '../model/format-reader.ts'
import type { FormatDeclaration, FormatLimits } from './format.ts'
import { sniffFormat } from './sniff.ts'

/** Every format by name, loaded when it is first used. */
export const formats = {
  ndjson: () => import('./ndjson.ts'),
  json: () => import('./json/index.ts'),
  csv: () => import('./csv/index.ts'),
  lines: () => import('./lines.ts'),
}

export type FormatName = keyof typeof formats

/** The declaration of a format; UserError with the names that exist when there is none. */
export async function findFormat(name: string): Promise<FormatDeclaration> {
  if (Object.hasOwn(formats, name)) return (await formats[name as FormatName]()).default as unknown as FormatDeclaration
  const names = Object.keys(formats)
  const meant = maybeMeant(name, names)
  throw new UserError('invalid', `cannot find format "${name}": expecting one of ${names.join(', ')}`, {
    hint: meant ? `Did you mean "${meant}"?` : 'Name one of these formats.',
  })
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

/** Opens a format with the options that a person wrote, texts of a query string included (`types=false`); UserError for mistakes. */
export function openFormat(format: FormatDeclaration, options: unknown, limits: FormatLimits): OpenFormat {
  const complete = completeOptions(format, options)
  return {
    name: format.name,
    lineByLine: format.lineByLine ?? false,
    reader: (encoding) => {
      const found = encoding !== undefined && complete.encoding === 'detect' ? { encoding } : {}
      return format.open({ ...complete, ...found }, limits)
    },
  }
}

/** The formats as they are handed to sources. */
export function createFormats(limits: FormatLimits): Formats {
  return {
    open: async (name, options = {}) => openFormat(await findFormat(name), options, limits),
    byFileName: async (fileName) => {
      const { format, compression } = await formatByFileName(fileName)
      return { format: format?.name, compression }
    },
    sniff: sniffFormat,
  }
}

async function find(test: (format: FormatDeclaration) => boolean): Promise<FormatDeclaration | undefined> {
  const all = await Promise.all(Object.keys(formats).map(findFormat))
  return all.find(test)
}

function completeOptions(format: FormatDeclaration, options: unknown): Record<string, unknown> {
  const schema: TObject = format.options
  const complete = Value.Default(schema, Value.Convert(schema, { ...(options as object) })) as Record<string, unknown>
  const known = Object.keys(schema.properties)
  const unknown = Object.keys(complete).find((key) => !known.includes(key))
  if (unknown !== undefined) {
    throw new UserError('invalid', `cannot read options of format ${format.name}: there is no "${unknown}"`, {
      hint: `Its options are ${known.join(', ')}.`,
    })
  }
  const mistakes = known.filter((key) => !Value.Check(schema.properties[key]!, complete[key]))
  if (mistakes.length > 0) {
    const hints = mistakes.map((key) => `${key}: ${descriptionOf(schema, key)}`)
    const values = mistakes.map((key) => `${key} ${JSON.stringify(complete[key])}`)
    throw new UserError('invalid', `cannot read options of format ${format.name}: got ${values.join(', ')}`, {
      hint: hints.join(' '),
    })
  }
  return complete
}

function descriptionOf(schema: TObject, key: string): string {
  const { description } = schema.properties[key] as { description?: string }
  return description ?? ''
}
