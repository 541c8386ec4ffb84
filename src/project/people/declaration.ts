/** What the project file may say of roles and client companies. */
import { Type } from 'typebox'
import { type Permission, permissions } from '../../model/permission.ts'
import { brandOptions } from '../brand/declaration.ts'

const about: Record<Permission, string> = {
  view: 'dashboards and endpoints',
  read: 'search, SQL and what follows streams',
  write: 'send records',
  edit: 'replay, rebuild, silence and change what runs',
  administer: 'people, tokens and everything else',
}

export const roleOptions = Type.Object({
  may: Type.Array(
    Type.Union(permissions.map((permission) => Type.Literal(permission, { description: about[permission] }))),
    { minItems: 1, description: 'What its people and tokens may do.', examples: [['view', 'read']] },
  ),
  only: Type.Optional(
    Type.Array(Type.String({ minLength: 1 }), {
      minItems: 1,
      description:
        'The streams, datasets, views and paths of endpoints that it may use, dashboards as dashboards/<name> and spaces as spaces/<name>; all without it.',
      examples: [['orders', '/visits']],
    }),
  ),
  tenant: Type.Optional(
    Type.Literal('required', {
      description:
        'Its people and tokens are each of a client company: without one it is not given, and who has it all the same sees no row.',
      examples: ['required'],
    }),
  ),
})

export const tenantOptions = Type.Object({
  title: Type.Optional(
    Type.String({ minLength: 1, description: 'What people call the company.', examples: ['Acme Ltd'] }),
  ),
  brand: Type.Optional(
    Type.Object(brandOptions.properties, {
      description: 'How its people are shown all of it; as the project otherwise.',
    }),
  ),
  values: Type.Optional(
    Type.Array(Type.String({ minLength: 1 }), {
      minItems: 1,
      description:
        'The values of the column "tenant" of datasets and views whose rows belong to it; its name by default.',
      examples: [['acme', 'acme-eu']],
    }),
  ),
})

/** Of datasets and of views. */
export const tenantColumn = Type.Optional(
  Type.String({
    minLength: 1,
    description:
      'The column that says to which client company a row belongs; _tenant by default. Without the column no company sees a row.',
    examples: ['company'],
  }),
)
