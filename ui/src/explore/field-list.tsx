import { ActionIcon, Popover, TextInput } from '@mantine/core'
import { Columns3 } from 'lucide-react'
import { useState } from 'react'
import { Card } from '../design/card.tsx'
import { formatNumber, formatPercent } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import classes from './field-list.module.css'
import { type FieldShare, sampleCap } from './field-shares.ts'
import { FieldValues } from './field-values.tsx'
import type { Asked } from './hits.ts'
import { useExploreState } from './state.ts'
import { texts } from './texts.ts'

/** More are found by their name. */
const shownCap = 100

export function FieldList({
  shares,
  asked,
  sampled,
}: {
  shares: readonly FieldShare[]
  asked: Asked
  sampled: number
}) {
  const t = useMessages(texts)
  const [text, setText] = useState('')
  const fitting = shares.filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()))
  return (
    <Card className={classes.list} aria-label={t.fields}>
      <h2>
        {t.fields} <span>{formatNumber(shares.length)}</span>
      </h2>
      <TextInput
        placeholder={t.findField}
        aria-label={t.findField}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      {sampled > 0 && <p className={classes.note}>{t.sampled(formatNumber(Math.min(sampled, sampleCap)))}</p>}
      <ul>
        {fitting.slice(0, shownCap).map((share) => (
          <Field key={share.name} share={share} asked={asked} isSampled={sampled > 0} />
        ))}
      </ul>
      {fitting.length === 0 && <p className={classes.note}>{t.noField}</p>}
    </Card>
  )
}

function Field({
  share: { name, type, present, top },
  asked,
  isSampled,
}: {
  share: FieldShare
  asked: Asked
  isSampled: boolean
}) {
  const t = useMessages(texts)
  const [{ columns }, change] = useExploreState()
  const [isOpen, setOpen] = useState(false)
  const isShown = columns.includes(name)
  const toggle = () => change({ columns: isShown ? columns.filter((each) => each !== name) : [...columns, name] }, true)
  return (
    <li className={classes.field}>
      <Popover opened={isOpen} onChange={setOpen} position="right-start" width={320} trapFocus>
        <Popover.Target>
          <button type="button" className={classes.open} onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
            <span className={classes.line}>
              <i>{signOf(type)}</i>
              <b>{name}</b>
              {isSampled && <small>{formatPercent(present)}</small>}
            </span>
            {top && <span className={classes.top}>{top.value}</span>}
            <span className={classes.bar}>
              <span data-part="present" style={{ width: `${present * 100}%` }} />
              <span data-part="top" style={{ width: `${present * (top?.share ?? 0) * 100}%` }} />
            </span>
          </button>
        </Popover.Target>
        <Popover.Dropdown>{isOpen && <FieldValues field={name} asked={asked} />}</Popover.Dropdown>
      </Popover>
      <ActionIcon
        className={classes.column}
        data-shown={isShown || undefined}
        size={22}
        onClick={toggle}
        aria-pressed={isShown}
        aria-label={isShown ? t.hideColumn(name) : t.showColumn(name)}
        title={isShown ? t.hideColumn(name) : t.showColumn(name)}
      >
        <Columns3 size={13} />
      </ActionIcon>
    </li>
  )
}

function signOf(type: string): string {
  if (/^(BIGINT|DOUBLE)$/.test(type)) return '#'
  if (/^(TIMESTAMP|DATE)/.test(type)) return '◷'
  return type === 'BOOLEAN' ? '◐' : type.endsWith('[]') ? '≡' : 't'
}
