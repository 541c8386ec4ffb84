import { Autocomplete, NumberInput, SegmentedControl, Select, TagsInput, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { PanelQuery, PanelType } from '../../../../src/model/dashboard.ts'
import { datasetsQuery } from '../../client/datasets.ts'
import { useMessages } from '../../i18n/messages.ts'
import { KqlInput } from '../../query/kql-input.tsx'
import type { Moment } from '../answers.ts'
import { texts as needTexts } from '../panels/need-texts.ts'
import type { Need } from '../panels/needs.ts'
import { texts } from '../texts.ts'
import { MeasureList } from './measure-list.tsx'
import classes from './panel-editor.module.css'

interface QueryFormProps {
  readonly type: PanelType
  readonly query: PanelQuery
  readonly moment: Moment
  /** What the answer lacks: its field says so. */
  readonly need: Need | undefined
  readonly onChange: (query: PanelQuery) => void
}

/** What a panel asks: a search with what is computed from what it finds, or SQL. */
export function QueryForm(props: QueryFormProps) {
  const { query, onChange } = props
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
        <SearchForm {...props} />
      )}
    </>
  )
}

function SearchForm({ type, query, moment, need, onChange }: QueryFormProps) {
  const t = useMessages(texts)
  const { needs } = useMessages(needTexts)
  const { data } = useQuery(datasetsQuery)
  const datasets = data?.datasets ?? []
  const dataset = datasets.find(({ name }) => name === query.in)
  const columns = dataset?.columns ?? []
  const names = columns.map(({ name }) => name)
  const lacking = need && needs(t[type], type, need)
  const set = (some: { readonly [K in keyof PanelQuery]?: PanelQuery[K] | undefined }) => {
    const entries = Object.entries({ ...query, ...some }).filter(([, value]) => value !== undefined && value !== '')
    onChange(Object.fromEntries(entries) as PanelQuery)
  }
  return (
    <>
      <Select
        label={t.dataset}
        data={datasets.map(({ name }) => name)}
        value={query.in ?? null}
        onChange={(name) => set({ in: name ?? undefined })}
        searchable
      />
      <KqlInput
        label={t.filter}
        kql={query.kql ?? ''}
        dataset={dataset}
        span={moment}
        onChange={(kql) => set({ kql })}
      />
      <MeasureList
        measures={[query.measure ?? []].flat()}
        columns={columns}
        error={need === 'two_numbers' && query.measure !== undefined ? lacking : undefined}
        onChange={(measures) => set({ measure: oneOrMore(measures) })}
      />
      {query.measure === undefined ? (
        <TagsInput
          label={t.fields}
          placeholder={query.fields === undefined ? t.all : ''}
          data={names}
          value={[...(query.fields ?? [])]}
          onChange={(fields) => set({ fields: fields.length > 0 ? fields : undefined })}
          error={lacking}
          maxDropdownHeight={260}
        />
      ) : (
        <div className={classes.row}>
          <TagsInput
            label={t.by}
            placeholder={query.by === undefined ? t.byHint : ''}
            data={names}
            value={[...[query.by ?? []].flat()]}
            onChange={(fields) => set({ by: oneOrMore(fields) })}
            error={need === 'two_numbers' ? undefined : lacking}
            maxDropdownHeight={260}
          />
          <Autocomplete
            label={t.every}
            placeholder={t.everyHint}
            data={stretches}
            value={query.every ?? ''}
            onChange={(every) => set({ every: every.trim() })}
          />
        </div>
      )}
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

/** As it is written: one alone is no list. */
function oneOrMore(texts: readonly string[]): string | readonly string[] | undefined {
  return texts.length > 1 ? texts : texts[0]
}

const stretches = ['auto', '1m', '5m', '15m', '1h', '6h', '1d', '7d']
