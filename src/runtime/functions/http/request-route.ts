import { maybeDecoded } from '../../../lib/percent-encoding.ts'
import type { ProjectFunction } from '../../../project/project.ts'

export interface RequestRoute {
  readonly declared: ProjectFunction
  /** The parts of the path that stand in braces. */
  readonly params: Readonly<Record<string, string>>
}

/** The function that answers a request; else the methods that the path takes. A path without braces goes before one with them. */
export function routeOf(
  functions: Iterable<ProjectFunction>,
  method: string,
  path: string,
): RequestRoute | { readonly methods: readonly string[] } {
  const fitting = [...functions]
    .flatMap((declared) => {
      const params = declared.trigger.kind === 'http' ? paramsOf(declared.on, path) : undefined
      return params ? [{ declared, params }] : []
    })
    .sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length)
  const found = fitting.find(({ declared }) => methodsOf(declared).includes(method))
  return found ?? { methods: [...new Set(fitting.flatMap(({ declared }) => methodsOf(declared)))] }
}

function methodsOf({ trigger }: ProjectFunction): readonly string[] {
  return trigger.kind === 'http' ? trigger.methods : []
}

/** What a path has in the place of the braces; undefined for another path. */
export function paramsOf(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = path.split('/')
  const pieces = pattern.split('/')
  if (pieces.length !== wanted.length) return undefined
  const params: Record<string, string> = {}
  for (const [i, piece] of pieces.entries()) {
    const given = wanted[i]!
    if (!piece.startsWith('{')) {
      if (piece !== given) return undefined
      continue
    }
    const value = maybeDecoded(given)
    if (value === undefined || value === '') return undefined
    params[piece.slice(1, -1)] = value
  }
  return params
}
