import { ActionIcon, Button, Input, Select, TextInput } from '@mantine/core'
import { Plus, X } from 'lucide-react'
import { useMessages } from '../../i18n/messages.ts'
import { texts } from './measure-texts.ts'
import { fieldsFor, hasField, type MeasureParts, maybeParts, measureText, type Way, ways } from './measures.ts'
import classes from './panel-editor.module.css'

interface MeasureListProps {
  readonly measures: readonly string[]
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly error?: string | undefined
  readonly onChange: (measures: readonly string[]) => void
}

/** What is computed of the records: each measure by its way, its field and its name. */
export function MeasureList({ measures, columns, error, onChange }: MeasureListProps) {
  const t = useMessages(texts)
  const put = (at: number, text: string) => onChange(measures.map((one, i) => (i === at ? text : one)))
  return (
    <div role="group" aria-label={t.measures}>
      <div className={classes.label}>{t.measures}</div>
      {measures.map((text, i) => {
        const parts = maybeParts(text)
        return (
          <div key={`${i} ${measures.length}`} className={classes.measure}>
            {parts ? (
              <PartsOf
                parts={parts}
                columns={columns}
                onChange={(some) => put(i, measureText({ ...parts, ...some }))}
              />
            ) : (
              <TextInput
                aria-label={t.measure}
                value={text}
                spellCheck={false}
                onChange={({ currentTarget }) => put(i, currentTarget.value)}
              />
            )}
            <ActionIcon aria-label={t.remove(text)} onClick={() => onChange(measures.filter((_, k) => k !== i))}>
              <X size={14} />
            </ActionIcon>
          </div>
        )
      })}
      <Button variant="subtle" leftSection={<Plus size={14} />} onClick={() => onChange([...measures, 'count'])}>
        {t.add}
      </Button>
      {error && <Input.Error>{error}</Input.Error>}
    </div>
  )
}

interface PartsProps {
  readonly parts: MeasureParts
  readonly columns: MeasureListProps['columns']
  readonly onChange: (some: Partial<MeasureParts>) => void
}

function PartsOf({ parts: { way, field, title }, columns, onChange }: PartsProps) {
  const t = useMessages(texts)
  const known: readonly string[] = ways
  const fields = fieldsFor(way, columns)
  const choose = (next: string) => {
    const offered = fieldsFor(next, columns)
    const isKept = !hasField(next) || offered.includes(field)
    onChange({ way: next, ...(isKept ? {} : { field: offered.find((name) => !name.startsWith('_')) ?? '' }) })
  }
  return (
    <>
      <Select
        aria-label={t.way}
        data={(known.includes(way) ? known : [...known, way]).map((one) => ({
          value: one,
          label: known.includes(one) ? t.wayName(one as Way) : one,
        }))}
        value={way}
        onChange={(one) => one && choose(one)}
        allowDeselect={false}
        maxDropdownHeight={320}
      />
      {hasField(way) && (
        <Select
          aria-label={t.field}
          placeholder={t.field}
          data={field === '' || fields.includes(field) ? fields : [...fields, field]}
          value={field === '' ? null : field}
          onChange={(one) => onChange({ field: one ?? '' })}
          searchable
          allowDeselect={false}
        />
      )}
      <TextInput
        aria-label={t.name}
        placeholder={t.name}
        value={title}
        onChange={({ currentTarget }) => onChange({ title: currentTarget.value })}
      />
    </>
  )
}
