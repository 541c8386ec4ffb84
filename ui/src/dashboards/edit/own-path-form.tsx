import { TextInput } from '@mantine/core'
import type { Panel } from '../../../../src/model/dashboard.ts'
import { useMessages } from '../../i18n/messages.ts'
import { texts } from '../texts.ts'
import classes from './panel-editor.module.css'

interface OwnPathFormProps {
  readonly panel: Panel
  readonly onChange: (some: Partial<Panel>) => void
}

/** Where on this server a picture, or what is embedded, comes from; a picture may also be what a column of the query says. */
export function OwnPathForm({ panel, onChange }: OwnPathFormProps) {
  const t = useMessages(texts)
  const { options = {} } = panel
  const set = (name: string, value: string) => {
    const { [name]: _, ...others } = options
    const next = value === '' ? others : { ...others, [name]: value }
    onChange({ options: Object.keys(next).length > 0 ? next : undefined } as Partial<Panel>)
  }
  const input = (name: 'path' | 'column', label: string, placeholder: string) => (
    <TextInput
      label={label}
      placeholder={placeholder}
      value={String(options[name] ?? '')}
      spellCheck={false}
      onChange={({ currentTarget }) => set(name, currentTarget.value)}
    />
  )
  if (panel.type !== 'image') return input('path', t.ownPath, '/vans')
  return (
    <div className={classes.row}>
      {input('path', t.ownPath, '/plan.svg')}
      {input('column', t.pictureColumn, t.pictureColumnHint)}
    </div>
  )
}
