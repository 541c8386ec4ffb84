import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import type { YamlEntry, YamlMap } from '../../lib/yaml-position.ts'
import { builtInRoles, type Permission, tenantPermissions } from '../../model/permission.ts'
import { inWords } from '../expectation.ts'
import { mapOf, type Tell } from '../part.ts'
import { expectedTenant } from '../people/people.ts'
import type { LoginRule, ProjectLogin } from '../project.ts'
import { maybeEntry, parseOptions } from '../value.ts'
import { loginOptions } from './declaration.ts'

interface GrantableRole {
  readonly may: readonly Permission[]
  readonly tenant?: 'required'
}

/** What rules may name. A role that has a mistake of its own may do nothing that is known. */
export interface Grantable {
  readonly roles: ReadonlyMap<string, GrantableRole>
  readonly tenants: readonly string[]
}

export function checkLogin(entry: YamlEntry, grantable: Grantable, tell: Tell): ProjectLogin | undefined {
  const owner = `login "${entry.key}"`
  const map = mapOf(entry, owner, tell)
  const options = parseOptions(loginOptions, map, entry.at, { owner, tell })
  if (!options) return undefined
  const rules = (options.roles ?? []) as LoginRule[]
  checkIssuer(map, owner, tell)
  const list = maybeEntry(map, 'roles', ['roles'])?.node
  for (const node of list?.kind === 'list' ? list.items : []) {
    if (node.kind === 'map') checkRule(node, owner, grantable, tell)
  }
  return {
    name: entry.key,
    ...(typeof options.title === 'string' ? { title: options.title } : {}),
    issuer: options.issuer as string,
    client_id: options.client_id as string,
    ...(typeof options.client_secret === 'string' ? { client_secret: options.client_secret } : {}),
    scopes: [...new Set(['openid', ...(options.scopes as string[])])],
    nameClaim: options.name as string,
    linksByEmail: options.link_by_email as boolean,
    logsOut: options.logout as boolean,
    rules,
    at: entry.at,
  }
}

/** Tokens and secrets go there: in the clear only on this machine. */
function checkIssuer(map: YamlMap, owner: string, tell: Tell): void {
  const node = maybeEntry(map, 'issuer', ['issuer'])?.node
  if (node?.kind !== 'scalar' || typeof node.value !== 'string') return
  const url = URL.parse(node.value)
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
  if (isSafe && url.search === '' && url.hash === '') return
  const message = `cannot read issuer "${node.written}" of ${owner}: expecting an address that begins with https://`
  tell(new UserError('invalid', message, { at: node.at, hint: 'Write it as the provider tells it, without query.' }))
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

function checkRule(map: YamlMap, owner: string, { roles, tenants }: Grantable, tell: Tell): void {
  const known = ['when', 'role', 'tenant']
  const role = textAt(map, 'role', known)
  const tenant = textAt(map, 'tenant', known)
  if (role && !roles.has(role.value)) {
    const message = `cannot give role "${role.value}" in ${owner}: expecting ${inWords([...roles.keys()])}`
    const hint = didYouMean(role.value, [...roles.keys()]) ?? 'Declare it under "roles".'
    tell(new UserError('invalid', message, { at: role.at, hint }))
  }
  if (!tenant) {
    if (role && roles.get(role.value)?.tenant) {
      const message = `cannot give role "${role.value}" in ${owner} without a company: ${expectedTenant(tenants)}`
      const hint = tenants.length > 0 ? `Write it like tenant: ${tenants[0]}.` : 'Declare it under "tenants".'
      tell(new UserError('invalid', message, { at: role.at, hint }))
    }
    return
  }
  if (!tenants.includes(tenant.value)) {
    const message = `cannot name tenant "${tenant.value}" in ${owner}: the project has none of this name`
    const hint = didYouMean(tenant.value, tenants) ?? 'Declare it under "tenants".'
    tell(new UserError('invalid', message, { at: tenant.at, hint }))
  }
  const most = role && roles.get(role.value)?.may.find((permission) => !tenantPermissions.includes(permission))
  if (most) {
    const message = `cannot give role "${role.value}" to people of tenant "${tenant.value}" in ${owner}: it may ${most}`
    const hint = 'Choose viewer or reader, or a role that may view and read only.'
    tell(new UserError('invalid', message, { at: role.at, hint }))
  }
}

function textAt(map: YamlMap, key: string, known: readonly string[]) {
  const node = maybeEntry(map, key, known)?.node
  return node?.kind === 'scalar' && typeof node.value === 'string' ? { value: node.value, at: node.at } : undefined
}

/** Every role that may be given, by name. */
export function grantableRoles(own: ReadonlyMap<string, GrantableRole>): ReadonlyMap<string, GrantableRole> {
  const builtIn = Object.entries(builtInRoles).map(([name, may]): [string, GrantableRole] => [name, { may }])
  return new Map([...builtIn, ...own])
}
