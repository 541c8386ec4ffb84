/** Who may do what: what a caller may do, the names to which they are restricted, and whose rows they see. Deny by default. */
import type { Scope, TenantScope } from '../datasets/dataset.ts'
import { UserError } from '../lib/errors.ts'
import type { VariableValue } from '../model/dashboard.ts'
import type { Permission } from '../model/permission.ts'
import type { Rate } from '../project/project.ts'

export type { Permission } from '../model/permission.ts'

/** Somebody who was recognised, with the rights that the project gives them now. `only` restricts them to these names. */
export interface Caller {
  readonly name: string
  readonly role: string
  readonly may: readonly Permission[]
  readonly only?: readonly string[]
  /** What its maker says of it, such as its company: endpoints may give each their own rows by it. */
  readonly attributes?: Readonly<Record<string, string>>
  /** How much it may ask each endpoint, in place of what the endpoint says. */
  readonly rates?: readonly Rate[]
  /** The client company that they are of: only its rows exist for them. Its name is empty where their role asks for one that they do not have. */
  readonly tenant?: { readonly name: string; readonly title?: string; readonly rows: TenantScope }
  /** They have a link to a dashboard, which shows only these rows (trusted SQL), and has these choices made. */
  readonly link?: { readonly rows?: string; readonly variables: Readonly<Record<string, VariableValue>> }
}

export function isAllowed(caller: Caller, permission: Permission): boolean {
  return caller.may.includes(permission)
}

/** Throws `forbidden` unless the caller's names include this stream or dataset. */
export function requireName(caller: Caller, kind: 'stream' | 'dataset', name: string): void {
  if (!isNamed(caller, name)) {
    throw new UserError('forbidden', `cannot use ${kind} "${name}": "${caller.name}" is not for it`, {
      hint: `Ask as somebody whose role includes "${name}", or with a token that is made for it.`,
    })
  }
}

/** Whether there are names that it may not use, or rows that it does not see. */
export function isLimited({ only, attributes, tenant }: Caller): boolean {
  return only !== undefined || attributes !== undefined || tenant !== undefined
}

/** Who did what: of no use to those who may not administer, unless they are for it by name. */
export const auditLog = '_audit'

/** A dataset's rejected records go with the dataset. Who has rows of its own may use what gives them: by itself endpoints only. */
export function isNamed({ only, attributes, may }: Pick<Caller, 'only' | 'attributes' | 'may'>, name: string): boolean {
  if (only === undefined && name.startsWith(auditLog) && !may.includes('administer')) return false
  if (only === undefined) return attributes === undefined || name.startsWith('/')
  return only.includes(name) || only.includes(name.replace(/_rejected$/, ''))
}

/** The datasets among these that the caller may read, and of them the rows that are theirs. */
export function scopeOf(caller: Caller, datasets: readonly string[]): Scope {
  const { tenant } = caller
  return { datasets: datasets.filter((name) => isNamed(caller, name)), ...(tenant ? { tenant: tenant.rows } : {}) }
}
