import { MultiSelect, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Dashboard, Variable, VariableValue } from '../../../src/model/dashboard.ts'
import { ask } from '../client/api.ts'
import { useMessages } from '../i18n/messages.ts'
import { labelOf } from '../lib/frame.ts'
import { bodyOf, type Moment } from './answers.ts'
import type { Change, DashboardState } from './state.ts'
import { texts } from './texts.ts'
import classes from './variables-bar.module.css'

interface VariablesBarProps {
  readonly name: string
  readonly dashboard: Dashboard
  readonly state: DashboardState
  readonly moment: Moment
  readonly change: Change
}

/** What people may choose. Each is offered what the ones before it leave. */
export function VariablesBar({ name, dashboard, state, moment, change }: VariablesBarProps) {
  const all = Object.entries(dashboard.variables)
  if (all.length === 0) return null
  return (
    <div className={classes.bar}>
      {all.map(([key, variable]) => (
        <VariableInput
          key={key}
          dashboard={name}
          name={key}
          variable={variable}
          value={state.variables[key] ?? null}
          moment={moment}
          onChange={(value) => change({ variables: { ...state.variables, [key]: value } })}
        />
      ))}
    </div>
  )
}

interface VariableInputProps {
  readonly dashboard: string
  readonly name: string
  readonly variable: Variable
  readonly value: VariableValue
  readonly moment: Moment
  readonly onChange: (value: VariableValue) => void
}

function VariableInput({ dashboard, name, variable, value, moment, onChange }: VariableInputProps) {
  const t = useMessages(texts)
  const options = useOptions(dashboard, name, variable, moment)
  const label = variable.title ?? name
  if (variable.type === 'text')
    return <TextVariable key={String(value)} label={label} value={String(value ?? '')} onChange={onChange} />
  if (variable.multi) {
    return (
      <div className={classes.variable}>
        <span aria-hidden="true">{label}</span>
        <MultiSelect
          size="xs"
          aria-label={label}
          data={options}
          value={value === null ? [] : [value].flat().map(String)}
          placeholder={value === null ? t.all : ''}
          onChange={(values) => onChange(values.length === 0 ? null : values)}
          searchable
          clearable
          maxDropdownHeight={260}
        />
      </div>
    )
  }
  const every = '\u0000all'
  return (
    <div className={classes.variable}>
      <span aria-hidden="true">{label}</span>
      <Select
        aria-label={label}
        data={variable.all ? [{ value: every, label: t.all }, ...options] : options}
        value={value === null ? (variable.all ? every : null) : String(value)}
        onChange={(one) => onChange(one === every ? null : one)}
        allowDeselect={false}
        searchable={options.length > 8}
        maxDropdownHeight={260}
      />
    </div>
  )
}

function TextVariable({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onChange(text)
  }
  return (
    <form className={classes.variable} onSubmit={submit}>
      <span aria-hidden="true">{label}</span>
      <TextInput
        aria-label={label}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onBlur={() => text !== value && onChange(text)}
      />
    </form>
  )
}

/** Values of a query are asked for again when another choice changes. */
function useOptions(dashboard: string, name: string, { type, values = [] }: Variable, moment: Moment): string[] {
  const { [name]: _, ...others } = moment.variables
  const { data } = useQuery({
    queryKey: ['variable', dashboard, name, others],
    queryFn: async ({ signal }) => {
      const key = `variables.${name}`
      // What is chosen elsewhere does not narrow what there is to choose.
      const body = { ...bodyOf({ ...moment, filters: [] }), points: 1, ask: [key] }
      const { answers } = await ask('POST /api/dashboards/{dashboard}/query', { path: { dashboard }, body, signal })
      const { columns = [], rows = [] } = answers[key] ?? {}
      const first = columns[0]?.name ?? ''
      return [...new Set(rows.filter((row) => row[first] !== null).map((row) => labelOf(row[first])))]
    },
    enabled: type === 'query',
    staleTime: 60_000,
  })
  return data ?? values.map(String)
}
