/** Forms of people in answers. */
import { Type } from 'typebox'
import { permissions } from '../../model/permission.ts'
import type { Caller } from '../../runtime/access.ts'
import { accountRows } from '../../runtime/policy.ts'

export const name = Type.String({ minLength: 1, maxLength: 256, description: 'The name that they log in with.' })
export const password = Type.String({ minLength: 1, maxLength: 1000 })
const instant = (description: string) => Type.String({ description: `${description}, ISO 8601.` })

export const Permission = Type.String({ enum: [...permissions] })

/** Undefined in a project without companies, and of administrators and who only writes. */
export const Rows = Type.String({
  enum: [...accountRows],
  description:
    'Whose rows are seen where the project has client companies: of `all`, `own` of theirs, or `none`, as the role asks for a company and none is named.',
})

/** Somebody who asks, with their rights. */
export const Me = Type.Object({
  name: Type.String(),
  title: Type.Optional(Type.String({ description: 'What others read.' })),
  role: Type.String(),
  may: Type.Array(Permission),
  only: Type.Optional(Type.Array(Type.String(), { description: 'The names that they may use; all by default.' })),
  tenant: Type.Optional(
    Type.Object({ name: Type.String(), title: Type.Optional(Type.String()) }, { description: 'Their company.' }),
  ),
  is_person: Type.Boolean({ description: 'Logged in, and not a program with a token.' }),
  has_password: Type.Boolean(),
  has_second_factor: Type.Boolean(),
  has_passkey: Type.Boolean(),
  provider: Type.Optional(Type.String({ description: 'The login whose provider decides what they may do.' })),
})

const colors = Type.Object({
  accent: Type.String(),
  'accent-soft': Type.String(),
  'accent-text': Type.String(),
  'on-accent': Type.String(),
})

/** How the project, or the company of who asks, is shown. */
export const Brand = Type.Object({
  title: Type.Optional(Type.String()),
  logo: Type.Optional(Type.String({ description: 'A picture as a data: address.' })),
  colors: Type.Optional(Type.Object({ light: colors, dark: colors }, { description: 'Tokens of both themes.' })),
})

export const User = Type.Object({
  name: Type.String(),
  title: Type.Optional(Type.String()),
  role: Type.String(),
  tenant: Type.Optional(Type.String()),
  only: Type.Optional(Type.Array(Type.String())),
  rows: Type.Optional(Rows),
  created: instant('When they were added'),
  last_login: Type.Optional(instant('When they logged in last')),
  has_password: Type.Boolean(),
  has_second_factor: Type.Boolean(),
  has_passkey: Type.Boolean(),
  provider: Type.Optional(Type.String({ description: 'The login whose provider decides what they may do.' })),
})

export const Invitation = Type.Object({
  id: Type.String(),
  kind: Type.Union([Type.Literal('first'), Type.Literal('join'), Type.Literal('reset')]),
  user: Type.Optional(Type.String({ description: 'Whoever accepts the first one chooses their name.' })),
  created_by: Type.String(),
  created: instant('When it was made'),
  expires: instant('When it is void'),
})

/** A link is made of its path; the host is that by which the caller reached us. */
export const Link = Type.Object({
  path: Type.String({ description: 'Behind the address of Caudal. It is shown only now, and works once.' }),
  invitation: Invitation,
})

export const Session = Type.Object({
  id: Type.String(),
  created: instant('When they logged in'),
  seen: instant('When they asked last'),
  address: Type.String(),
  agent: Type.String({ description: 'What their browser says that it is.' }),
  current: Type.Boolean({ description: 'The one that asks.' }),
})

/** The secret stands behind #, so that no server and no proxy writes it down. */
export function linkPath(secret: string): string {
  return `/ui/join#${secret}`
}

export function rightsOf({ name, role, may, only, tenant }: Caller) {
  return {
    name,
    role,
    may: [...may],
    ...(only ? { only: [...only] } : {}),
    ...(tenant ? { tenant: { name: tenant.name, ...(tenant.title ? { title: tenant.title } : {}) } } : {}),
  }
}
