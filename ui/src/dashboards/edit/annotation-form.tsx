import { MultiSelect, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Annotation } from '../../../../src/model/dashboard.ts'
import { ask } from '../../client/api.ts'
import { datasetsQuery } from '../../client/datasets.ts'
import { useMessages } from '../../i18n/messages.ts'
import { KqlInput } from '../../query/kql-input.tsx'
import type { Moment } from '../answers.ts'
import { MarksPreview } from './marks-preview.tsx'
import classes from './parts-modal.module.css'
import { texts } from './parts-texts.ts'

type Some = { readonly [Key in keyof Annotation]?: Annotation[Key] | undefined }

interface SourceFormProps {
  readonly annotation: Annotation
  readonly said: (key: string) => string | undefined
  readonly set: (some: Some) => void
}

interface AnnotationFormProps extends Pick<SourceFormProps, 'annotation' | 'said'> {
  readonly name: string
  readonly moment: Moment
  readonly onName: (name: string) => void
  readonly onChange: (annotation: Annotation) => void
}

/** An annotation as a form, with what it marks now. */
export function AnnotationForm({ name, annotation, moment, said, onName, onChange }: AnnotationFormProps) {
  const t = useMessages(texts)
  const { in: dataset, sql, title, tone } = annotation
  const set = (some: Some) => onChange(withoutNothing({ ...annotation, ...some }))
  const source = sql !== undefined ? 'sql' : dataset !== undefined ? 'records' : 'alerts'
  return (
    <>
      <div className={classes.row}>
        <TextInput
          label={t.label}
          placeholder={name}
          value={title ?? ''}
          error={said('title')}
          onChange={({ currentTarget }) => set({ title: currentTarget.value || undefined })}
          data-autofocus
        />
        <TextInput
          label={t.name}
          value={name}
          spellCheck={false}
          error={said('')}
          onChange={({ currentTarget }) => onName(currentTarget.value.trim())}
        />
        <Select
          label={t.tone}
          placeholder={annotation.monitors ? t.bad : t.plain}
          data={(['plain', 'ok', 'warn', 'bad'] as const).map((one) => ({ value: one, label: t[one] }))}
          value={tone ?? null}
          error={said('tone')}
          onChange={(one) => set({ tone: (one ?? undefined) as Annotation['tone'] })}
          clearable
        />
      </div>
      <div>
        <div className={classes.label}>{t.source}</div>
        <SegmentedControl
          aria-label={t.source}
          fullWidth
          value={source}
          data={[
            { value: 'alerts', label: t.alerts },
            { value: 'records', label: t.records },
            { value: 'sql', label: 'SQL' },
          ]}
          onChange={(one) => onChange(withoutNothing({ title, tone, ...sources[one as keyof typeof sources] }))}
        />
      </div>
      {source === 'alerts' && <MonitorsSelect annotation={annotation} said={said} set={set} />}
      {source === 'records' && <RecordsForm annotation={annotation} moment={moment} said={said} set={set} />}
      {source === 'sql' && (
        <Textarea
          label={t.marksSql}
          description={t.marksSqlHint}
          autosize
          minRows={4}
          maxRows={12}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mono)', fontSize: 'var(--text-2)' } }}
          value={sql ?? ''}
          error={said('sql')}
          onChange={({ currentTarget }) => set({ sql: currentTarget.value })}
        />
      )}
      <MarksPreview annotation={annotation} moment={moment} />
    </>
  )
}

/** Where marks come from, at first. */
const sources: Readonly<Record<'alerts' | 'records' | 'sql', Annotation>> = {
  alerts: { monitors: 'all' },
  records: { in: '' },
  sql: { sql: '' },
}

function MonitorsSelect({ annotation: { monitors = 'all' }, said, set }: SourceFormProps) {
  const t = useMessages(texts)
  const { data } = useQuery({ queryKey: ['monitors'], queryFn: () => ask('GET /api/monitors') })
  const chosen = monitors === 'all' ? [] : [...monitors]
  const known = data?.monitors.map(({ name }) => name) ?? []
  const lost = chosen.filter((name) => !known.includes(name))
  return (
    <MultiSelect
      label={t.monitors}
      placeholder={chosen.length === 0 ? t.allMonitors : ''}
      data={[...known, ...lost]}
      value={chosen}
      error={said('monitors')}
      onChange={(names) => set({ monitors: names.length === 0 ? 'all' : names })}
      searchable
      clearable
    />
  )
}

interface RecordsFormProps extends SourceFormProps {
  readonly moment: Moment
}

function RecordsForm({ annotation: { in: dataset, kql, text }, moment, said, set }: RecordsFormProps) {
  const t = useMessages(texts)
  const { data } = useQuery(datasetsQuery)
  const datasets = data?.datasets ?? []
  const chosen = datasets.find(({ name }) => name === dataset)
  const columns = (chosen?.columns ?? []).map(({ name }) => name)
  return (
    <>
      <div className={classes.row}>
        <Select
          label={t.dataset}
          data={datasets.map(({ name }) => name)}
          value={dataset || null}
          error={said('in')}
          onChange={(name) => set({ in: name ?? '' })}
          searchable
          allowDeselect={false}
        />
        <Select
          label={t.says}
          data={text === undefined || columns.includes(text) ? columns : [...columns, text]}
          value={text ?? null}
          error={said('text')}
          onChange={(name) => set({ text: name ?? undefined })}
          searchable
          allowDeselect={false}
        />
      </div>
      <KqlInput
        label={t.filter}
        kql={kql ?? ''}
        dataset={chosen}
        span={moment}
        error={said('kql')}
        onChange={(kql) => set({ kql: kql || undefined })}
      />
    </>
  )
}

function withoutNothing(annotation: Some): Annotation {
  return Object.fromEntries(Object.entries(annotation).filter(([, value]) => value !== undefined))
}
