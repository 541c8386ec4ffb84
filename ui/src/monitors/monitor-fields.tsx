import { SegmentedControl, Select, TagsInput, Textarea } from '@mantine/core'
import type { DatasetInfo } from '../../../src/model/query-report.ts'
import { useMessages } from '../i18n/messages.ts'
import { KqlInput } from '../query/kql-input.tsx'
import { ConditionFields } from './condition-fields.tsx'
import { hasField, type MeasureName, type MonitorValues, measures, type Way } from './declaration.ts'
import classes from './editor.module.css'
import { texts } from './form-texts.ts'

export interface FieldsProps {
  readonly values: MonitorValues
  readonly datasets: readonly DatasetInfo[]
  readonly problemOf: (option: string) => string | undefined
  readonly onChange: (change: Partial<MonitorValues>) => void
}

/** What a monitor looks at and when it fires, field by field. */
export function MonitorFields(props: FieldsProps) {
  const t = useMessages(texts)
  const { values, datasets, problemOf, onChange } = props
  const { way } = values
  const dataset = datasets.find(({ name }) => name === values.dataset)
  const columns = dataset?.columns ?? []
  return (
    <>
      <SegmentedControl
        aria-label={t.way}
        value={way}
        onChange={(next) => onChange(wayChange(values, next as Way))}
        data={(['kql', 'on', 'sql'] as const).map((value) => ({ value, label: t.ways(value) }))}
      />
      {way === 'sql' ? (
        <Textarea
          label={t.sql}
          description={t.sqlHint}
          error={problemOf('sql')}
          autosize
          minRows={4}
          maxRows={14}
          spellCheck={false}
          classNames={{ input: classes.code ?? '' }}
          value={values.sql}
          onChange={({ currentTarget }) => onChange({ sql: currentTarget.value })}
        />
      ) : (
        <Select
          label={t.dataset}
          error={problemOf(way === 'on' ? 'on' : 'in')}
          // Rows of a view are exchanged as a whole: none of them comes.
          data={datasets.filter(({ view }) => way === 'kql' || !view).map(({ name }) => name)}
          value={values.dataset || null}
          placeholder={t.datasetHint}
          onChange={(name) => onChange({ dataset: name ?? '' })}
          searchable
          allowDeselect={false}
        />
      )}
      {way === 'kql' && (
        <>
          <KqlInput
            label={t.kql}
            description={t.kqlHint}
            error={problemOf('kql')}
            kql={values.kql}
            dataset={dataset}
            onChange={(kql) => onChange({ kql })}
          />
          <MeasureFields {...props} columns={columns} />
        </>
      )}
      <ConditionFields {...props} />
      <TagsInput
        label={t.by}
        description={t.byHint}
        error={problemOf('by')}
        data={columns.map(({ name }) => name).filter((name) => !name.startsWith('_'))}
        value={[...values.by]}
        onChange={(by) => onChange({ by })}
        maxDropdownHeight={220}
      />
    </>
  )
}

interface MeasureFieldsProps extends FieldsProps {
  readonly columns: DatasetInfo['columns']
}

function MeasureFields({ values: { measure, field }, columns, problemOf, onChange }: MeasureFieldsProps) {
  const t = useMessages(texts)
  const known: readonly string[] = measures
  const fields = fieldsFor(measure, columns)
  const choose = (next: string) => {
    const offered = fieldsFor(next, columns)
    const isKept = hasField(next) && offered.includes(field)
    onChange({ measure: next, field: isKept ? field : hasField(next) ? (offered[0] ?? '') : '' })
  }
  return (
    <div className={classes.row}>
      <Select
        label={t.measure}
        error={problemOf('measure')}
        data={(known.includes(measure) ? known : [...known, measure]).map((value) => ({
          value,
          label: known.includes(value) ? t.measures(value as MeasureName) : value,
        }))}
        value={measure}
        allowDeselect={false}
        onChange={(value) => value && choose(value)}
      />
      {hasField(measure) && (
        <Select
          label={t.field}
          data={field === '' || fields.includes(field) ? fields : [...fields, field]}
          value={field || null}
          placeholder={t.fieldHint}
          searchable
          allowDeselect={false}
          onChange={(value) => onChange({ field: value ?? '' })}
        />
      )}
    </div>
  )
}

function fieldsFor(measure: string, columns: DatasetInfo['columns']): string[] {
  const isOfAny = measure === 'distinct' || measure === 'last'
  return columns
    .filter(({ name, type }) => !name.startsWith('_') && (isOfAny || type === 'BIGINT' || type === 'DOUBLE'))
    .map(({ name }) => name)
}

/** A condition on a value has no meaning for records, nor one on records for a value. */
function wayChange(values: MonitorValues, way: Way): Partial<MonitorValues> {
  if ((way === 'on') === (values.way === 'on')) return { way }
  return way === 'on'
    ? { way, operator: '', when: '' }
    : { way, operator: '>', threshold: values.threshold || '10', over: values.over || '5m' }
}
