/** What a route's schema refuses, in our words. */
import type { FastifySchemaValidationError } from 'fastify'
import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'

/** As much of a JSON schema as is looked into. */
interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>
}

/** The first mistake; a value that fits none of several forms is told with all of them. `part` is the body, the query or the parameters. */
export function refusal(
  errors: readonly FastifySchemaValidationError[],
  part: string,
  value: unknown,
  schema: unknown,
): UserError {
  const error = errors[0]!
  const path = error.instancePath.split('/').slice(1).map(unescapePointer)
  const where = [part, ...path].join('.')
  if (error.keyword === 'additionalProperties') {
    const name = String(error.params.additionalProperty)
    const known = Object.keys((at(path, schema, (node) => (node as Schema).properties) as Schema)?.properties ?? {})
    return new UserError('invalid', `cannot read ${where}: unknown property "${name}"`, {
      hint: didYouMean(name, known) ?? `It takes ${known.join(', ')}.`,
    })
  }
  const got = error.keyword === 'required' ? undefined : at(path, value, (node) => node as object)
  const choices = errors.filter(
    ({ keyword, instancePath }) => keyword === 'const' && instancePath === error.instancePath,
  )
  const expected =
    choices.length > 0
      ? choices.map(({ params }) => JSON.stringify(params.allowedValue)).join(', ')
      : expectation(error.keyword, error.params, error.message)
  const why = `expecting ${expected}${got === undefined ? '' : `; got ${shortened(got)}`}`
  return new UserError('invalid', `cannot read ${where}: ${why}`, {
    hint:
      (typeof got === 'string' &&
        didYouMean(
          got,
          choices.map(({ params }) => String(params.allowedValue)),
        )) ||
      'See /api/docs for the form.',
  })
}

function expectation(keyword: string, params: Readonly<Record<string, unknown>>, message: string | undefined): string {
  switch (keyword) {
    case 'type':
      return params.type === 'object' || params.type === 'array' || params.type === 'integer'
        ? `an ${params.type}`
        : `a ${params.type}`
    case 'required':
      return `property "${params.missingProperty}"`
    case 'minimum':
      return `at least ${params.limit}`
    case 'maximum':
      return `at most ${params.limit}`
    case 'minLength':
      return `at least ${params.limit} characters`
    case 'maxLength':
      return `at most ${params.limit} characters`
    default:
      return message?.replace(/^must (be )?/, '') ?? 'another value'
  }
}

/** Follows a path down, each step among the children that a node has. */
function at(path: readonly string[], root: unknown, childrenOf: (node: unknown) => object | undefined): unknown {
  let node = root
  for (const name of path) {
    const children = node && typeof node === 'object' ? childrenOf(node) : undefined
    node = children && Object.hasOwn(children, name) ? (children as Record<string, unknown>)[name] : undefined
  }
  return node
}

/** RFC 6901 §4. */
function unescapePointer(name: string): string {
  return name.replaceAll('~1', '/').replaceAll('~0', '~')
}

function shortened(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
