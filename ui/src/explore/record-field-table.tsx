import { ActionIcon } from '@mantine/core'
import { Columns3, Copy, Minus, Plus } from 'lucide-react'
import { copy } from '../design/clipboard.ts'
import { useMessages } from '../i18n/messages.ts'
import { withFilter } from '../query/kql-text.ts'
import { textOf } from './field-shares.ts'
import type { RecordFields } from './hits.ts'
import classes from './record-field-table.module.css'
import { shownText } from './shown-text.ts'
import { useExploreState } from './state.ts'
import { texts } from './texts.ts'

/** Times of Caudal's own, whatever the dataset. */
const own = new Set(['_time', '_received'])

/** All fields of a record, each with what can be done with it. What Caudal added comes last. */
export function RecordFieldTable({ fields }: { fields: RecordFields }) {
  const t = useMessages(texts)
  const [{ q, columns }, change] = useExploreState()
  const entries = Object.entries(fields)
  const ordered = [
    ...entries.filter(([name]) => !name.startsWith('_')),
    ...entries.filter(([name]) => name.startsWith('_')),
  ]
  const filter = (name: string, value: unknown, isWanted: boolean) =>
    change({ q: withFilter(q, name, value, isWanted) })
  const toggle = (name: string) =>
    change({ columns: columns.includes(name) ? columns.filter((each) => each !== name) : [...columns, name] }, true)
  return (
    <dl className={classes.fields}>
      {ordered.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd title={textOf(value)}>{shownText(value, own.has(name) ? 'TIMESTAMP' : '')}</dd>
          <dd className={classes.tools}>
            <ActionIcon
              size={20}
              onClick={() => filter(name, value, true)}
              aria-label={t.filterFor(name)}
              title={t.filterFor(name)}
            >
              <Plus size={13} />
            </ActionIcon>
            <ActionIcon
              size={20}
              onClick={() => filter(name, value, false)}
              aria-label={t.filterOut(name)}
              title={t.filterOut(name)}
            >
              <Minus size={13} />
            </ActionIcon>
            <ActionIcon
              size={20}
              onClick={() => toggle(name)}
              aria-label={t.showColumn(name)}
              title={t.showColumn(name)}
            >
              <Columns3 size={13} />
            </ActionIcon>
            <ActionIcon
              size={20}
              onClick={() => copy(textOf(value), t.copied)}
              aria-label={t.copyValue(name)}
              title={t.copyValue(name)}
            >
              <Copy size={12} />
            </ActionIcon>
          </dd>
        </div>
      ))}
    </dl>
  )
}
