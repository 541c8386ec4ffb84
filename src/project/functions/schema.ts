import { type TProperties, type TSchema, Type } from 'typebox'
import { functions } from '../../functions/index.ts'
import { functionOptions } from './declaration.ts'

/** For editors: a built-in function by its name, or its name with its options. */
export async function builtInStep(): Promise<TSchema> {
  const declarations = await Promise.all(Object.values(functions).map(async (load) => (await load()).default))
  const names = declarations.map(({ name, summary }) => Type.Literal(name, { description: summary }))
  const options: TProperties = Object.fromEntries(
    declarations.map(({ name, summary, options }) => [name, Type.Optional({ ...options, description: summary })]),
  )
  return Type.Union([Type.Union(names), Type.Object(options, { minProperties: 1, maxProperties: 1 })])
}

/** What a function may say, where `step` is the schema of one built-in function. */
export function functionSchema(step: TSchema): TSchema {
  const { description = '' } = functionOptions.properties.use as { description?: string }
  const use = Type.Union([step, Type.Array(step)], { description })
  return Type.Object({ ...functionOptions.properties, use: Type.Optional(use) })
}
