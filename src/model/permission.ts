/** What somebody may do: `view` what is published, `read` by search and SQL, `write` records, `edit` what runs, `administer` people and the rest. */
export const permissions = ['view', 'read', 'write', 'edit', 'administer'] as const
export type Permission = (typeof permissions)[number]

/** The roles that every project has. */
export const builtInRoles = {
  viewer: ['view'],
  reader: ['view', 'read'],
  writer: ['write'],
  editor: ['view', 'read', 'write', 'edit'],
  admin: permissions,
} as const satisfies Record<string, readonly Permission[]>

/** What people of a client company may do at most, whatever their role: all of it is kept to their rows. */
export const tenantPermissions: readonly Permission[] = ['view', 'read']
