import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import type { YamlEntry, YamlMap, YamlNode } from '../../lib/yaml-position.ts'
import { builtInRoles, type Permission, tenantPermissions } from '../../model/permission.ts'
import { checkBrand } from '../brand/check.ts'
import { inWords } from '../expectation.ts'
import type { ProjectFiles } from '../files.ts'
import { mapOf, type Tell } from '../part.ts'
import type { ProjectRole, ProjectTenant } from '../project.ts'
import { maybeEntry, parseOptions } from '../value.ts'
import { roleOptions, tenantOptions } from './declaration.ts'

const ownRoles = Object.keys(builtInRoles)

/** `names` are the streams, datasets, views and paths of the project. */
export function checkRole(entry: YamlEntry, names: readonly string[], tell: Tell): ProjectRole | undefined {
  const owner = `role "${entry.key}"`
  if (ownRoles.includes(entry.key)) {
    const message = `cannot declare ${owner}: every project has it`
    tell(new UserError('invalid', message, { at: entry.at, hint: `Choose another name than ${inWords(ownRoles)}.` }))
  }
  const map = mapOf(entry, owner, tell)
  const example = { may: ['view', 'read'] }
  const options = parseOptions(roleOptions, map, entry.at, { owner, example, tell })
  if (!options) return undefined
  if (options.tenant !== undefined) checkTenantRole(map, entry.key, options.may as Permission[], tell)
  const only = maybeEntry(map, 'only', ['only'])?.node
  for (const node of only?.kind === 'list' ? only.items : []) checkName(node, owner, names, tell)
  return {
    name: entry.key,
    may: options.may as Permission[],
    ...(options.only === undefined ? {} : { only: options.only as string[] }),
    ...(options.tenant === undefined ? {} : { tenant: 'required' }),
    at: entry.at,
  }
}

/** One that nobody of a company may have would be nobody's. */
function checkTenantRole(map: YamlMap, name: string, may: readonly Permission[], tell: Tell): void {
  const most = may.find((permission) => !tenantPermissions.includes(permission))
  const node = maybeEntry(map, 'tenant', ['tenant'])?.node
  if (!most || !node) return
  const message = `cannot require a tenant of role "${name}": it may ${most}`
  tell(new UserError('invalid', message, { at: node.at, hint: 'People of a client company may view and read only.' }))
}

function checkName(node: YamlNode, owner: string, names: readonly string[], tell: Tell): void {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return
  const { value } = node
  if (names.includes(value) || value === '_audit' || /^(dashboards|spaces)\/[^/]+$/.test(value)) return
  const message = `cannot use "${value}" in only of ${owner}: the project has none of this name`
  const hint = didYouMean(value, names) ?? 'Name streams, datasets, views, or endpoints by their paths.'
  tell(new UserError('invalid', message, { at: node.at, hint }))
}

export async function checkTenant(entry: YamlEntry, files: ProjectFiles, tell: Tell): Promise<ProjectTenant> {
  const owner = `tenant "${entry.key}"`
  const map = mapOf(entry, owner, tell)
  const options = parseOptions(tenantOptions, map, entry.at, { owner, tell })
  const brand = maybeEntry(map, 'brand', ['brand'])
  return {
    name: entry.key,
    ...(typeof options?.title === 'string' ? { title: options.title } : {}),
    ...(brand && options ? { brand: await checkBrand(brand, owner, files, tell) } : {}),
    values: (options?.values as string[] | undefined) ?? [entry.key],
    at: entry.at,
  }
}
