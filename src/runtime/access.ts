/** Who may do what: roles, what each may do, and the names to which a token is restricted. Deny by default. */
import type { Scope } from '../datasets/dataset.ts'
import { UserError } from '../lib/errors.ts'

export const roles = ['reader', 'writer', 'editor', 'admin'] as const
export type Role = (typeof roles)[number]

/** What a route asks for. Each route declares one of them or is `public`. */
const permissions = ['read', 'write', 'edit', 'administer'] as const
export type Permission = (typeof permissions)[number]

const granted: Record<Role, readonly Permission[]> = {
  reader: ['read'],
  writer: ['write'],
  editor: ['read', 'write', 'edit'],
  admin: ['read', 'write', 'edit', 'administer'],
}

/** Somebody who was recognised. `only` restricts them to these streams, datasets and endpoints. */
export interface Caller {
  readonly name: string
  readonly role: Role
  readonly only?: readonly string[]
  /** What its maker says of it, such as its company: endpoints may give each their own rows by it. */
  readonly attributes?: Readonly<Record<string, string>>
}

export function isAllowed(caller: Caller, permission: Permission): boolean {
  return granted[caller.role].includes(permission)
}

/** Throws `forbidden` unless the caller's names include this stream or dataset. */
export function requireName(caller: Caller, kind: 'stream' | 'dataset', name: string): void {
  if (!isNamed(caller, name)) {
    throw new UserError('forbidden', `cannot use ${kind} "${name}": the token "${caller.name}" is not for it`, {
      hint: `Use a token that includes "${name}" in --only, or one without --only and --set.`,
    })
  }
}

/** Whether there are names that it may not use. */
export function isLimited({ only, attributes }: Caller): boolean {
  return only !== undefined || attributes !== undefined
}

/** A dataset's rejected records go with the dataset. Who has rows of its own may use what gives them: by itself endpoints only. */
export function isNamed({ only, attributes }: Caller, name: string): boolean {
  if (only === undefined) return attributes === undefined || name.startsWith('/')
  return only.includes(name) || only.includes(name.replace(/_rejected$/, ''))
}

/** The datasets among these that the caller may read. */
export function scopeOf(caller: Caller, datasets: readonly string[]): Scope {
  return { datasets: datasets.filter((name) => isNamed(caller, name)) }
}
