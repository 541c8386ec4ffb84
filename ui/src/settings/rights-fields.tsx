import { Select, TagsInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../client/api.ts'
import { tenantsQuery } from '../client/tenants.ts'
import type { Right } from '../client/who.ts'
import { useMessages } from '../i18n/messages.ts'
import { rightTexts, texts } from './texts.ts'

/** What an account may do. */
export interface Rights {
  readonly role: string
  readonly tenant: string | undefined
  readonly only: readonly string[]
}

/** Whose people may do no more, whatever their role. */
const ofCompanies: readonly Right[] = ['view', 'read']

/** The fields of a person or a token that say what they may do. */
export function RightsFields({ value, onChange }: { value: Rights; onChange: (value: Rights) => void }) {
  const t = useMessages(texts)
  const rights = useMessages(rightTexts)
  const { data: { roles } = { roles: [] } } = useQuery({ queryKey: ['roles'], queryFn: () => ask('GET /api/roles') })
  const { data: { tenants } = { tenants: [] } } = useQuery(tenantsQuery)
  const { data: names } = useQuery({ queryKey: ['names'], queryFn: askNames })
  const open = roles.filter(({ may }) => value.tenant === undefined || may.every((each) => ofCompanies.includes(each)))
  const chosen = roles.find(({ name }) => name === value.role)
  const isRequired = chosen?.tenant === 'required'
  const seesAll = value.tenant === undefined && !isRequired && !chosen?.may.includes('administer')
  const none = isRequired ? [] : [{ value: '', label: t.noCompany }]
  return (
    <>
      <Select
        label={t.role}
        description={chosen?.may.map((right) => rights[right]).join(', ')}
        data={open.map(({ name }) => name)}
        value={value.role}
        onChange={(role) => role && onChange({ ...value, role })}
        allowDeselect={false}
      />
      {(tenants.length > 0 || isRequired) && (
        <Select
          label={t.company}
          description={isRequired ? t.companyRequired : undefined}
          error={seesAll ? t.seesAll : undefined}
          required={isRequired}
          placeholder={t.chooseCompany}
          data={[...none, ...tenants.map(({ name, title }) => ({ value: name, label: title ?? name }))]}
          value={value.tenant ?? (isRequired ? null : '')}
          onChange={(tenant) => onChange({ ...value, tenant: tenant || undefined })}
          allowDeselect={false}
        />
      )}
      <TagsInput
        size="xs"
        label={t.only}
        description={t.onlyHint}
        data={names ?? []}
        value={[...value.only]}
        onChange={(only) => onChange({ ...value, only })}
      />
    </>
  )
}

/** Of dashboards with what tells them from datasets. */
async function askNames(): Promise<string[]> {
  const [status, { dashboards }] = await Promise.all([ask('GET /api/status'), ask('GET /api/dashboards')])
  return [...namesOf(status), ...dashboards.map(({ name }) => `dashboards/${name}`)]
}

type Named = Readonly<Record<'streams' | 'datasets' | 'endpoints', object>>

function namesOf({ streams, datasets, endpoints }: Named): string[] {
  return [...new Set([streams, datasets, endpoints].flatMap((all) => Object.keys(all)))].sort()
}
