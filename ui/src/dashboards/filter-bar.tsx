import { ActionIcon, Autocomplete, Button, Popover, Switch, TextInput } from '@mantine/core'
import { Plus, X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { Dashboard, DashboardFilter } from '../../../src/model/dashboard.ts'
import { useMessages } from '../i18n/messages.ts'
import { labelOf } from '../lib/frame.ts'
import classes from './filter-bar.module.css'
import { viewTexts as texts } from './view-texts.ts'

interface FilterBarProps {
  readonly dashboard: Dashboard
  readonly filters: readonly DashboardFilter[]
  readonly onChange: (filters: readonly DashboardFilter[]) => void
  /** Annotations that are not shown. */
  readonly hidden: readonly string[]
  readonly onHidden: (hidden: readonly string[]) => void
}

/** What all panels are limited to, and what is marked in them. */
export function FilterBar({ dashboard, filters, onChange, hidden, onHidden }: FilterBarProps) {
  const t = useMessages(texts)
  const [isAdding, setAdding] = useState(false)
  const annotations = Object.entries(dashboard.annotations ?? {})
  return (
    <div className={classes.bar} role="group" aria-label={t.filters}>
      {filters.map((filter) => {
        const text = textOf(filter)
        return (
          <span key={text} className={classes.filter} data-not={filter.not || undefined}>
            {text}
            <ActionIcon
              size={18}
              aria-label={t.removeFilter(text)}
              onClick={() => onChange(filters.filter((one) => one !== filter))}
            >
              <X size={12} />
            </ActionIcon>
          </span>
        )
      })}
      <Popover opened={isAdding} onChange={setAdding} position="bottom-start" trapFocus withinPortal>
        <Popover.Target>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<Plus size={13} />}
            aria-expanded={isAdding}
            onClick={() => setAdding(!isAdding)}
          >
            {t.addFilter}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <FilterForm
            fields={fieldsOf(dashboard)}
            onAdd={(filter) => {
              onChange([...filters, filter])
              setAdding(false)
            }}
          />
        </Popover.Dropdown>
      </Popover>
      {annotations.map(([name, { title = name }]) => (
        <Switch
          key={name}
          size="xs"
          label={title}
          checked={!hidden.includes(name)}
          onChange={({ currentTarget }) =>
            onHidden(currentTarget.checked ? hidden.filter((one) => one !== name) : [...hidden, name])
          }
        />
      ))}
    </div>
  )
}

function FilterForm({ fields, onAdd }: { fields: string[]; onAdd: (filter: DashboardFilter) => void }) {
  const t = useMessages(texts)
  const [field, setField] = useState('')
  const [value, setValue] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onAdd({ field: field.trim(), value: value === '' ? null : value })
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <Autocomplete label={t.field} data={fields} value={field} onChange={setField} data-autofocus />
      <TextInput label={t.valueIs} value={value} onChange={({ currentTarget }) => setValue(currentTarget.value)} />
      <Button type="submit" variant="filled" disabled={field.trim() === ''}>
        {t.addFilter}
      </Button>
    </form>
  )
}

function textOf({ field, value, not }: DashboardFilter): string {
  return `${field} ${not ? '≠' : '='} ${labelOf(value)}`
}

/** Those that panels and variables speak of. */
function fieldsOf({ panels }: Dashboard): string[] {
  const named = Object.values(panels).flatMap(({ query }) => [
    ...[query?.by ?? []].flat(),
    ...Object.keys(query?.where ?? {}),
    ...(query?.fields ?? []),
  ])
  return [...new Set(named)].sort()
}

/** With some more; the same is there once. */
export function withFilters(
  filters: readonly DashboardFilter[],
  more: readonly DashboardFilter[],
): readonly DashboardFilter[] {
  const texts = more.map(textOf)
  return [...filters.filter((one) => !texts.includes(textOf(one))), ...more]
}
