/**
 * What checks the parts of requests and writes answers is made of a route's schema when it is first needed: a start needs none of it. The
 * libraries are there from the start: a process that has no file to spare could not load them later.
 */
import AjvCompiler from '@fastify/ajv-compiler'
import SerializerSelector from '@fastify/fast-json-stringify-compiler'
import type { FastifySchema, FastifySchemaCompiler, FastifySerializerCompiler, FastifyServerOptions } from 'fastify'

type Factories = NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>
type BuildValidators = (schemas: unknown, options: unknown) => FastifySchemaCompiler<FastifySchema>
type BuildSerializers = (schemas: unknown, options: unknown) => FastifySerializerCompiler<FastifySchema>

/** Their own types are not those by which the framework calls them. */
const validators = AjvCompiler() as unknown as BuildValidators
const serializers = SerializerSelector() as unknown as BuildSerializers

const buildValidator: BuildValidators = (schemas, options) => {
  const compilerOf = once(() => validators(schemas, options))
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
  const compilerOf = once(() => serializers(schemas, options))
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
