import { Radio, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useMessages } from '../i18n/messages.ts'
import { EditModal, type EditWay } from './edit-modal.tsx'
import { type Field, isBlamed, typedValue } from './fields.ts'
import classes from './modal.module.css'
import type { Reason } from './records.ts'
import { texts } from './texts.ts'

interface FieldModalProps {
  readonly reason: Reason
  /** Of one of the records, with what the dataset expects. */
  readonly fields: readonly Field[]
  readonly onClose: () => void
  readonly onDone: () => void
}

const ways = ['set', 'empty', 'remove'] as const
type Way = (typeof ways)[number]

/** Gives one field of all with a reason another value, or takes it away. */
export function FieldModal({ reason, fields, onClose, onDone }: FieldModalProps) {
  const t = useMessages(texts)
  const [name, setName] = useState(() => fields.find((field) => isBlamed(field, reason.example))?.name ?? '')
  const [what, setWhat] = useState<Way>('set')
  const [text, setText] = useState('')
  const field = fields.find((each) => each.name === name)
  const way = field && wayOf(field, what, text)
  return (
    <EditModal reason={reason} title={t.setTitle} way={way} onClose={onClose} onDone={onDone}>
      <Select
        label={t.field}
        data={fields.map((each) => each.name)}
        value={name || null}
        placeholder={t.chooseField}
        searchable
        allowDeselect={false}
        onChange={(value) => setName(value ?? '')}
      />
      <Radio.Group value={what} onChange={(value) => setWhat(value as Way)} aria-label={t.setTitle}>
        <div className={classes.choices}>
          {ways.map((value) => (
            <Radio key={value} value={value} size="xs" label={t.setWays(value)} />
          ))}
        </div>
      </Radio.Group>
      {what === 'set' && (
        <TextInput label={t.newValue} value={text} onChange={({ currentTarget: { value } }) => setText(value)} />
      )}
    </EditModal>
  )
}

function wayOf(field: Field, what: Way, text: string): EditWay | undefined {
  if (what === 'remove') return { remove: [field.name] }
  if (what === 'empty') return { set: { [field.name]: null } }
  // What one record has there says nothing of how the others are to be.
  return text === '' ? undefined : { set: { [field.name]: typedValue(text, { ...field, value: undefined }) } }
}
