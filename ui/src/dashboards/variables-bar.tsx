import { MultiSelect, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Dashboard, Variable, VariableValue } from '../../../src/model/dashboard.ts'
import { useMessages } from '../i18n/messages.ts'
import type { Moment } from './answers.ts'
import type { Change, DashboardState } from './state.ts'
import { texts } from './texts.ts'
import { useVariableValues } from './variable-values.ts'
import classes from './variables-bar.module.css'

interface VariablesBarProps {
  /** The name under which the variables can be asked; what is being written is asked as it is. */
  readonly saved: string | undefined
  readonly dashboard: Dashboard
  readonly state: DashboardState
  readonly moment: Moment
  readonly change: Change
}

/** What people may choose. Each is offered what the ones before it leave. */
export function VariablesBar({ saved, dashboard, state, moment, change }: VariablesBarProps) {
  const all = Object.entries(dashboard.variables)
  if (all.length === 0) return null
  return (
    <div className={classes.bar}>
      {all.map(([key, variable]) => (
        <VariableInput
          key={key}
          saved={saved}
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
  readonly saved: string | undefined
  readonly name: string
  readonly variable: Variable
  readonly value: VariableValue
  readonly moment: Moment
  readonly onChange: (value: VariableValue) => void
}

function VariableInput({ saved, name, variable, value, moment, onChange }: VariableInputProps) {
  const t = useMessages(texts)
  const { values: options } = useVariableValues(name, variable, moment, saved)
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
