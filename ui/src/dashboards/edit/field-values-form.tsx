import { MultiSelect, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Variable } from '../../../../src/model/dashboard.ts'
import { datasetsQuery } from '../../client/datasets.ts'
import { useMessages } from '../../i18n/messages.ts'
import { fieldSql, maybeFieldValues } from './field-values.ts'
import classes from './parts-modal.module.css'
import { texts } from './parts-texts.ts'

interface FieldValuesFormProps {
  readonly variable: Variable
  readonly before: Readonly<Record<string, Variable>>
  readonly onChange: (sql: string) => void
}

/** The values of a field, for whom SQL is not their language: it writes the SELECT. */
export function FieldValuesForm({ variable, before, onChange }: FieldValuesFormProps) {
  const t = useMessages(texts)
  const { data } = useQuery(datasetsQuery)
  const read = maybeFieldValues(variable.sql, before)
  const [wanted, setWanted] = useState('')
  const dataset = read?.dataset ?? wanted
  const datasets = data?.datasets ?? []
  const columns = (datasets.find(({ name }) => name === dataset)?.columns ?? []).map(({ name }) => name)
  const fields = read && !columns.includes(read.field) ? [...columns, read.field] : columns
  const offered = Object.keys(before).filter((name) => columns.includes(name) || read?.within.includes(name))
  const write = (field: string, within: readonly string[]) =>
    onChange(fieldSql({ dataset, field, within }, (name) => before[name]?.multi === true))
  const choose = (name: string | null) => {
    setWanted(name ?? '')
    const columns = datasets.find((one) => one.name === name)?.columns ?? []
    if (!read || name === null) return
    // What the other dataset has not is no field of it.
    const field = columns.some((column) => column.name === read.field) ? read.field : columns[0]?.name
    const within = read.within.filter((one) => columns.some((column) => column.name === one))
    if (field !== undefined) {
      onChange(fieldSql({ dataset: name, field, within }, (one) => before[one]?.multi === true))
    }
  }
  return (
    <div className={classes.row}>
      <Select
        label={t.dataset}
        data={datasets.map(({ name }) => name)}
        value={dataset === '' ? null : dataset}
        onChange={choose}
        searchable
        allowDeselect={false}
      />
      <Select
        label={t.field}
        data={fields}
        value={read?.field ?? null}
        disabled={dataset === ''}
        onChange={(field) => field && write(field, read?.within ?? [])}
        searchable
        allowDeselect={false}
      />
      {offered.length > 0 && (
        <MultiSelect
          label={t.within}
          description={t.withinHint}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data={offered.map((name) => ({ value: name, label: before[name]?.title ?? name }))}
          value={[...(read?.within ?? [])]}
          disabled={!read}
          onChange={(within) => read && write(read.field, within)}
        />
      )}
    </div>
  )
}
