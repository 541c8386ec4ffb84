import type { Options, OptionValues } from '../command.ts'

/** What is said of somebody when they are added or invited. */
export const rightsOptions = {
  role: {
    type: 'string',
    value: 'role',
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
