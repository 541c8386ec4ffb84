import { NumberInput, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { PanelQuery } from '../../../../src/model/dashboard.ts'
import { ask } from '../../client/api.ts'
import { useMessages } from '../../i18n/messages.ts'
import { texts } from '../texts.ts'
import classes from './panel-editor.module.css'

interface QueryFormProps {
  readonly query: PanelQuery
  readonly onChange: (query: PanelQuery) => void
}

/** What a panel asks: a search with what is computed from what it finds, or SQL. */
export function QueryForm({ query, onChange }: QueryFormProps) {
  const t = useMessages(texts)
  const isSql = query.sql !== undefined
  const { every } = query
  const kept = every === undefined ? {} : { every }
  return (
    <>
      <SegmentedControl
        aria-label={t.language}
        value={isSql ? 'sql' : 'kql'}
        onChange={(way) => onChange(way === 'sql' ? { sql: '', ...kept } : { measure: 'count', ...kept })}
        data={[
          { value: 'kql', label: t.search },
          { value: 'sql', label: 'SQL' },
        ]}
      />
      {isSql ? (
        <Textarea
          label={t.statement}
          description={t.statementHint}
          autosize
          minRows={6}
          maxRows={16}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mono)', fontSize: 'var(--text-2)' } }}
          value={query.sql}
          onChange={({ currentTarget }) => onChange({ ...query, sql: currentTarget.value })}
        />
      ) : (
        <SearchForm query={query} onChange={onChange} />
      )}
    </>
  )
}

function SearchForm({ query, onChange }: QueryFormProps) {
  const t = useMessages(texts)
  const { data = [] } = useQuery({
    queryKey: ['datasets'],
    queryFn: async () => (await ask('GET /api/datasets')).datasets,
  })
  const set = (some: { readonly [K in keyof PanelQuery]?: PanelQuery[K] | undefined }) => {
    const entries = Object.entries({ ...query, ...some }).filter(([, value]) => value !== undefined && value !== '')
    onChange(Object.fromEntries(entries) as PanelQuery)
  }
  return (
    <>
      <Select
        label={t.dataset}
        data={data.map(({ name }) => name)}
        value={query.in ?? null}
        onChange={(name) => set({ in: name ?? undefined })}
        searchable
      />
      <TextInput
        label={t.filter}
        value={query.kql ?? ''}
        spellCheck={false}
        onChange={({ currentTarget }) => set({ kql: currentTarget.value })}
      />
      <TextInput
        label={t.measure}
        description={t.measureHint}
        value={listText(query.measure)}
        spellCheck={false}
        onChange={({ currentTarget }) => set({ measure: listOf(currentTarget.value) })}
      />
      <div className={classes.row}>
        <TextInput
          label={t.by}
          placeholder={t.byHint}
          value={listText(query.by)}
          spellCheck={false}
          onChange={({ currentTarget }) => set({ by: listOf(currentTarget.value) })}
        />
        <TextInput
          label={t.every}
          placeholder={t.everyHint}
          value={query.every ?? ''}
          onChange={({ currentTarget }) => set({ every: currentTarget.value.trim() })}
        />
      </div>
      <NumberInput
        label={t.limit}
        min={1}
        max={5000}
        value={query.limit ?? ''}
        onChange={(value) => set({ limit: typeof value === 'number' ? value : undefined })}
      />
    </>
  )
}

function listText(value: string | readonly string[] | undefined): string {
  return [value ?? []].flat().join(', ')
}

/** A comma within brackets is part of a name. */
function listOf(text: string): string | readonly string[] | undefined {
  const parts = text.split(/,\s?(?![^(]*\))/)
  return parts.length > 1 ? parts : text === '' ? undefined : text
}
