/** The one table of rights, for people and tokens alike: roles and client companies as the project declares them at this moment. */
import type { TenantScope } from '../datasets/dataset.ts'
import { UserError } from '../lib/errors.ts'
import { didYouMean } from '../lib/similar.ts'
import { builtInRoles, type Permission, tenantPermissions } from '../model/permission.ts'
import { parseRate } from '../project/endpoints/check.ts'
import { expectedTenant } from '../project/people/people.ts'
import type { Project } from '../project/project.ts'
import { type Caller, isNamed } from './access.ts'

/** What is stored of a person or a token. */
export interface Account {
  readonly name: string
  readonly role: string
  readonly only?: readonly string[]
  readonly attributes?: Readonly<Record<string, string>>
  readonly tenant?: string
  readonly rate?: readonly string[]
}

interface Role {
  readonly may: readonly Permission[]
  readonly only?: readonly string[]
  readonly tenant?: 'required'
}

export interface RoleInfo extends Role {
  readonly name: string
  /** Every project has it. */
  readonly built_in: boolean
}

/** Of all companies, of their own, or none: their company does not exist, or their role asks for one and they have none. */
export const accountRows = ['all', 'own', 'none'] as const
export type AccountRows = (typeof accountRows)[number]

const declareTenants = 'Declare it under "tenants" in caudal.yaml.'

export interface TenantInfo {
  readonly name: string
  readonly title?: string
}

export class Policy {
  readonly #project: () => Project
  /** Of the project as it was when they asked last. */
  readonly #callers = new WeakMap<Account, { readonly project: Project; readonly caller: Caller }>()

  constructor(project: () => Project) {
    this.#project = project
  }

  /** An account with its rights: those of a role that the project does not have any more are none. */
  callerOf(account: Account): Caller {
    const project = this.#project()
    const known = this.#callers.get(account)
    if (known?.project === project) return known.caller
    const caller = resolve(account, project)
    this.#callers.set(account, { project, caller })
    return caller
  }

  roles(): RoleInfo[] {
    const own = Object.entries(builtInRoles).map(([name, may]) => ({ name, may, built_in: true }))
    const declared = [...this.#project().roles.values()].map(({ name, may, only, tenant }) => ({
      name,
      may,
      ...(only ? { only } : {}),
      ...(tenant ? { tenant } : {}),
      built_in: false,
    }))
    return [...own, ...declared]
  }

  tenants(): TenantInfo[] {
    return [...this.#project().tenants.values()].map(({ name, title }) => ({ name, ...(title ? { title } : {}) }))
  }

  /** Whose rows somebody sees where this is a question: undefined in a project without companies, and of administrators and who only writes. */
  rowsOf(account: Pick<Account, 'role' | 'tenant'>): AccountRows | undefined {
    const project = this.#project()
    const role = roleOf(account.role, project)
    if (account.tenant !== undefined) return project.tenants.has(account.tenant) ? 'own' : 'none'
    if (role.tenant) return 'none'
    const sees = role.may.some((permission) => permission === 'view' || permission === 'read')
    return project.tenants.size > 0 && sees && !role.may.includes('administer') ? 'all' : undefined
  }

  /** Throws `invalid` for an account whose role or company does not exist or does not go with the other, or that would have rights that a company's people cannot have. */
  require({ name, role, tenant }: Pick<Account, 'name' | 'role' | 'tenant'>): void {
    const roles = this.roles().map((each) => each.name)
    const found = this.roles().find((each) => each.name === role)
    if (!found) {
      const message = `cannot give "${name}" the role "${role}": expecting one of ${roles.join(', ')}`
      throw new UserError('invalid', message, {
        hint: didYouMean(role, roles) ?? 'Declare it under "roles" in caudal.yaml.',
      })
    }
    const tenants = this.tenants().map((each) => each.name)
    if (tenant === undefined && found.tenant) {
      const message = `cannot give "${name}" the role "${role}" without a company: ${expectedTenant(tenants)}`
      const hint = tenants.length > 0 ? `Name the company as tenant, such as ${tenants[0]}.` : declareTenants
      throw new UserError('invalid', message, { hint })
    }
    if (tenant === undefined) return
    if (!tenants.includes(tenant)) {
      throw new UserError(
        'invalid',
        `cannot make "${name}" one of tenant "${tenant}": the project has none of this name`,
        {
          hint: didYouMean(tenant, tenants) ?? declareTenants,
        },
      )
    }
    const most = found.may.find((permission) => !tenantPermissions.includes(permission))
    if (most) {
      throw new UserError(
        'invalid',
        `cannot make "${name}" one of tenant "${tenant}": the role "${role}" may ${most}`,
        {
          hint: 'Choose viewer or reader, or a role that may view and read only.',
        },
      )
    }
  }
}

function resolve(account: Account, project: Project): Caller {
  const { name, attributes, tenant } = account
  const role = roleOf(account.role, project)
  const only = namesOf(role.only, account.only)
  // Of whom the role asks for a company that nobody named: they are of none, and see no row.
  const isOfCompany = tenant !== undefined || role.tenant !== undefined
  return {
    name,
    role: account.role,
    may: isOfCompany ? role.may.filter((permission) => tenantPermissions.includes(permission)) : role.may,
    ...(only ? { only } : {}),
    ...(attributes ? { attributes } : {}),
    ...(isOfCompany ? { tenant: tenantOf(tenant, project) } : {}),
    ...(account.rate ? { rates: account.rate.map(parseRate) } : {}),
  }
}

function roleOf(name: string, project: Project): Role {
  if (Object.hasOwn(builtInRoles, name)) return { may: builtInRoles[name as keyof typeof builtInRoles] }
  return project.roles.get(name) ?? { may: [] }
}

/** What both allow. */
function namesOf(
  ofRole: readonly string[] | undefined,
  own: readonly string[] | undefined,
): readonly string[] | undefined {
  if (!ofRole || !own) return ofRole ?? own
  return own.filter((name) => isNamed({ only: ofRole, may: [] }, name))
}

/** A company that the project does not have any more has no values, and so no rows; nor has one that was never named. */
function tenantOf(name: string | undefined, project: Project): NonNullable<Caller['tenant']> {
  const declared = name === undefined ? undefined : project.tenants.get(name)
  const columns: Record<string, string> = {}
  for (const part of [...project.datasets.values(), ...project.views.values()]) {
    if (part.tenant !== undefined) columns[part.name] = part.tenant
  }
  const rows: TenantScope = { values: declared?.values ?? [], columns }
  return { name: name ?? '', ...(declared?.title ? { title: declared.title } : {}), rows }
}
