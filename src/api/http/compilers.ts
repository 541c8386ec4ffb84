/**
 * What checks the parts of requests and writes answers is made of a route's schema when it is first needed, and the libraries that make
 * it are loaded with the first of all: a start needs none of them.
 */
import { createRequire } from 'node:module'
import type { FastifySchema, FastifySchemaCompiler, FastifySerializerCompiler, FastifyServerOptions } from 'fastify'

type Factories = NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>
type BuildValidators = (schemas: unknown, options: unknown) => FastifySchemaCompiler<FastifySchema>
type BuildSerializers = (schemas: unknown, options: unknown) => FastifySerializerCompiler<FastifySchema>

const require = createRequire(import.meta.url)

/** Their own types are not those by which the framework calls them. */
const validatorLibrary = () =>
  (require('@fastify/ajv-compiler') as typeof import('@fastify/ajv-compiler'))() as unknown as BuildValidators
const serializerLibrary = () =>
  (
    require('@fastify/fast-json-stringify-compiler') as typeof import('@fastify/fast-json-stringify-compiler')
  )() as unknown as BuildSerializers

const buildValidator: BuildValidators = (schemas, options) => {
  const compilerOf = once(() => validatorLibrary()(schemas, options))
  return (definition) => {
    const compiled = once(() => compilerOf()(definition))
    const validate: ReturnType<FastifySchemaCompiler<FastifySchema>> = (value) => {
      const isValid = compiled()(value)
      // They are looked for on the function that the framework was given.
      validate.errors = compiled().errors ?? null
      return isValid
    }
    return validate
  }
}

const buildSerializer: BuildSerializers = (schemas, options) => {
  const compilerOf = once(() => serializerLibrary()(schemas, options))
  return (definition) => {
    const compiled = once(() => compilerOf()(definition))
    return (value) => compiled()(value)
  }
}

/** The framework declares these as what its own factories give, and calls them as above. */
export const compilersAtFirstUse = { buildValidator, buildSerializer } as unknown as Factories

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
