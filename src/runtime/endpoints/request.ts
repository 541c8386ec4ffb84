/** What a request asks of an endpoint: its parameters as values, the page, and the form of the answer. */
import type { TenantScope } from '../../datasets/dataset.ts'
import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import { mediaTypes, type ResultFormat } from '../../model/result-format.ts'
import { expectationOfParameter, type ParameterValue, parseParameter } from '../../project/endpoints/parameters.ts'
import type { ProjectEndpoint } from '../../project/project.ts'

export interface EndpointRequest {
  readonly values: Readonly<Record<string, ParameterValue | null>>
  readonly page: { readonly limit: number; readonly offset: number } | undefined
  readonly format: ResultFormat
  /** Only these rows of what the endpoint reads, in SQL. */
  readonly rows?: string | undefined
  /** Only the rows of a client company. */
  readonly tenant?: TenantScope | undefined
}

type Texts = Readonly<Record<string, string | readonly string[] | undefined>>

/** Throws the first mistake as a sentence: the parameter, its value, and what is expected. */
export function readRequest(
  endpoint: ProjectEndpoint,
  query: Texts,
  inPath: Readonly<Record<string, string>>,
  accept: string | undefined,
): EndpointRequest {
  const declared = endpoint.params.map(({ name }) => name)
  const own = ['format', ...(endpoint.pages ? ['limit', 'offset'] : [])].filter((name) => !declared.includes(name))
  const known = [...declared.filter((name) => !Object.hasOwn(inPath, name)), ...own]
  for (const name of Object.keys(query)) {
    if (known.includes(name)) continue
    const takes = known.length > 0 ? `It takes ${known.join(', ')}.` : 'It takes no parameters.'
    throw new UserError('invalid', `cannot use parameter "${name}" of ${endpoint.name}: it has none of this name`, {
      hint: didYouMean(name, known) ?? takes,
    })
  }
  const textOf = (name: string) => inPath[name] ?? single(name, query[name])
  const values: Record<string, ParameterValue | null> = {}
  for (const parameter of endpoint.params) {
    const text = textOf(parameter.name)
    if (text !== undefined) values[parameter.name] = parseParameter(parameter, text)
    else if (parameter.default !== undefined) values[parameter.name] = parameter.default
    else if (!parameter.isRequired) values[parameter.name] = null
    else {
      throw new UserError('invalid', `cannot answer ${endpoint.name}: parameter "${parameter.name}" is missing`, {
        hint: `Add ?${parameter.name}= with ${expectationOfParameter(parameter)}.`,
      })
    }
  }
  return { values, page: readPage(endpoint, textOf), format: readFormat(endpoint, own, textOf, accept) }
}

function single(name: string, text: string | readonly string[] | undefined): string | undefined {
  if (text === undefined || typeof text === 'string') return text
  throw new UserError('invalid', `cannot read ${name}: it was given ${text.length} times`, { hint: 'Give it once.' })
}

const place = { line: 1, column: 1 }

function readPage(
  { pages, limit: most }: ProjectEndpoint,
  textOf: (name: string) => string | undefined,
): EndpointRequest['page'] {
  if (!pages) return undefined
  const read = (name: string, standard: number, bounds: { min: number; max?: number }) => {
    const text = textOf(name)
    const parameter = { name, type: 'integer', isRequired: false, default: standard, at: place, ...bounds } as const
    return text === undefined ? standard : Number(parseParameter(parameter, text))
  }
  return { limit: read('limit', most, { min: 1, max: most }), offset: read('offset', 0, { min: 0 }) }
}

function readFormat(
  { formats, name }: ProjectEndpoint,
  own: readonly string[],
  textOf: (name: string) => string | undefined,
  accept: string | undefined,
): ResultFormat {
  const text = own.includes('format') ? textOf('format') : undefined
  const first = formats[0]!
  if (text !== undefined) {
    const format = formats.find((each) => each === text)
    if (format) return format
    throw new UserError('invalid', `cannot read format "${text.slice(0, 60)}": expecting ${formats.join(', ')}`, {
      hint: didYouMean(text, formats) ?? `Write it like ?format=${first}.`,
    })
  }
  if (accept === undefined || accept === '*/*') return first
  for (const wanted of acceptedTypes(accept)) {
    const format = formats.find((each) => mediaTypes[each].split(';')[0] === wanted)
    if (format) return format
    if (wanted === '*/*' || (wanted === 'application/*' && !mediaTypes[first].startsWith('text/'))) return first
  }
  // A browser asks for HTML, and shows JSON, too; RFC 9110 §12.5.1 leaves it to the server.
  if (formats.includes('json')) return 'json'
  throw new UserError('unsupported', `cannot answer ${name} as "${accept.slice(0, 60)}"`, {
    hint: `Accept one of ${formats.map((each) => mediaTypes[each].split(';')[0]).join(', ')}.`,
  })
}

/** The media types of an Accept header, the most wanted first. */
function acceptedTypes(accept: string): string[] {
  return accept
    .split(',')
    .map((part) => {
      const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase())
      const quality = parameters.find((each) => each.startsWith('q='))
      return { type, quality: quality === undefined ? 1 : Number(quality.slice(2)) }
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ type }) => type)
}
