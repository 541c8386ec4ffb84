/** Paths of endpoints: `/temp`, or `/stations/{place}` with a parameter in it. */

/** What Caudal answers itself, now or one day. */
const reserved = ['api', 'ingest', 'health', 'ready', 'metrics', 'loki', 'mqtt', 'ui', 'assets']
const reservedPaths = ['/v1/logs', '/v1/metrics', '/v1/traces']

/** Why a path cannot be used, and what to do; undefined for a good one. */
export function pathMistake(path: string): [why: string, hint: string] | undefined {
  if (!/^(\/([A-Za-z0-9][A-Za-z0-9._~-]*|\{[a-z][a-z0-9_]*\}))+$/.test(path)) {
    return [
      'expecting a path of letters, digits, ".", "_", "~" and "-"',
      'Write it like /temp, /v1/temp or /stations/{place}.',
    ]
  }
  const [first = ''] = path.slice(1).split('/')
  if (first.startsWith('{')) return ['its first part would take the place of every other path', 'Put a word before it.']
  if (reserved.includes(first.toLowerCase()) || reservedPaths.includes(path.toLowerCase())) {
    return ['Caudal answers there itself', `Choose another path, such as /data${path}.`]
  }
  return undefined
}

/** The names between braces. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
}

/** Two paths of the same shape could not be told apart. */
export function pathShape(path: string): string {
  return path.replace(/\{\w+\}/g, '{}')
}
