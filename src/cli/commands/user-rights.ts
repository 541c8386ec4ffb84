import { builtInRoles } from '../../model/permission.ts'
import type { Options, OptionValues } from '../command.ts'
import { inOwnWords } from '../connection/own-words.ts'
import { type Terminal, tell } from '../terminal/terminal.ts'

/** What is said of somebody when they are added or invited. */
export const rightsOptions = {
  role: {
    type: 'string',
    value: 'role',
    offers: Object.keys(builtInRoles),
    summary: 'What they may do: viewer, reader, writer, editor, admin, or a role of the project; reader by default.',
  },
  tenant: { type: 'string', value: 'name', summary: 'The client company whose rows they see, and no others.' },
  only: {
    type: 'string',
    value: 'names',
    summary: 'The streams, datasets and endpoints that they may use, separated by commas.',
  },
  title: { type: 'string', value: 'text', summary: 'How others read their name.' },
} as const satisfies Options

export function userOf(name: string, { role, tenant, only, title }: OptionValues<typeof rightsOptions>): object {
  return {
    name,
    role: role ?? 'reader',
    ...(tenant === undefined ? {} : { tenant }),
    ...(only === undefined ? {} : { only: only.split(',').map((each) => each.trim()) }),
    ...(title === undefined ? {} : { title }),
  }
}

/** What the API answers of somebody who was added. */
export interface Added {
  readonly user: { readonly name: string; readonly rows?: 'all' | 'own' | 'none' }
}

/** In a project with companies nobody comes to see the rows of all of them without a word. */
export function noteRows(terminal: Terminal, { name, rows }: Added['user']): void {
  if (rows === 'all') tell(terminal, `${name} sees the rows of all companies; --tenant keeps them to those of one`)
}

export const tenantAsOption = inOwnWords((hint) => hint.replace('as tenant, such as', 'with --tenant'))

/** The column of the company in lists of people and tokens. */
export function companyOf(tenant: string | undefined, rows: Added['user']['rows']): string {
  if (rows === 'none') return tenant === undefined ? 'missing: sees no rows' : `${tenant} (unknown: sees no rows)`
  return tenant ?? (rows === 'all' ? 'all' : '')
}
