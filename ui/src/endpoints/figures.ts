import type { EndpointDetail } from '../../../src/model/endpoint-report.ts'

/** Answers that are no answers: of the asker's mistakes and of ours, without those beyond a quota. */
export function failuresOf({ statuses }: Pick<EndpointDetail['usage'], 'statuses'>): number {
  return Object.entries(statuses)
    .filter(([status]) => Number(status) >= 400 && status !== '429' && status !== '404')
    .reduce((sum, [, count]) => sum + count, 0)
}

/** The path with the values of its parameters and those of the query; what is empty is left out. */
export function addressOf(
  { name, params, formats }: Pick<EndpointDetail, 'name' | 'params' | 'formats'>,
  values: Readonly<Record<string, string>>,
  format: string,
): string {
  const path = name.replace(/\{(\w+)\}/g, (_, parameter: string) => encodeURIComponent(values[parameter] ?? ''))
  const query = new URLSearchParams()
  for (const parameter of params) {
    const value = values[parameter.name] ?? ''
    if (parameter.in === 'query' && value !== '') query.set(parameter.name, value)
  }
  if (format !== formats[0] && !params.some((parameter) => parameter.name === 'format')) query.set('format', format)
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}

/** How a program asks: with a key, where one is needed. */
export function snippetsOf(url: string, isPublic: boolean): { readonly curl: string; readonly javascript: string } {
  const quoted = `'${url.replaceAll("'", '%27')}'`
  const curl = isPublic ? `curl ${quoted}` : `curl ${quoted} \\\n  -H "Authorization: Bearer $KEY"`
  const options = isPublic ? '' : `, {\n  headers: { authorization: \`Bearer \${process.env.KEY}\` },\n}`
  return {
    curl,
    javascript: `const response = await fetch(${quoted}${options})
if (!response.ok) throw new Error((await response.json()).message)
const rows = await response.json()`,
  }
}
