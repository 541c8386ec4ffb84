/** Roles and client companies, as a project declares them. */
import type { Place } from '../../lib/errors.ts'
import type { Brand } from '../../model/brand.ts'
import type { Permission } from '../../model/permission.ts'
import { inWords } from '../expectation.ts'

/** What its people and tokens may do, and with what: everything where `only` is absent. */
export interface ProjectRole {
  readonly name: string
  readonly may: readonly Permission[]
  readonly only?: readonly string[]
  /** Only people and tokens of a client company have it. */
  readonly tenant?: 'required'
  readonly at: Place
}

/** A client company: the rows whose column has one of these values are its own. */
export interface ProjectTenant {
  readonly name: string
  readonly title?: string
  /** How its people are shown all of it; the brand of the project otherwise. */
  readonly brand?: Brand
  readonly values: readonly string[]
  readonly at: Place
}

/** What has to be said of whom a role is given that asks for a company. */
export function expectedTenant(tenants: readonly string[]): string {
  return tenants.length === 0 ? 'the project has no tenants' : `expecting tenant ${inWords(tenants)}`
}
