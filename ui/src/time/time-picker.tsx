import { Button, Popover, TextInput } from '@mantine/core'
import { Clock } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { formatTime } from '../i18n/format.ts'
import { zone } from '../i18n/locale.ts'
import { useMessages } from '../i18n/messages.ts'
import { texts } from './texts.ts'
import classes from './time-picker.module.css'
import { parseTime, quickRanges } from './time-range.ts'

/** As it was chosen: `now-1h`, an ISO time; an empty beginning is the beginning of all. */
export interface ChosenRange {
  readonly from: string
  readonly to: string
}

/** The time range: one click for the usual ones, or two texts. */
export function TimePicker({
  range: { from, to },
  onChange,
}: {
  range: ChosenRange
  onChange: (range: ChosenRange) => void
}) {
  const t = useMessages(texts)
  const [isOpen, setOpen] = useState(false)
  const label = useRangeLabel(from, to)
  const choose = (range: ChosenRange) => {
    setOpen(false)
    onChange(range)
  }
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={300} trapFocus>
      <Popover.Target>
        <Button
          leftSection={<Clock size={14} />}
          onClick={() => setOpen(!isOpen)}
          aria-label={`${t.timeRange}: ${label}`}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.quick}>
          {quickRanges.map((back) => (
            <Button
              key={back}
              variant="subtle"
              justify="start"
              onClick={() => choose({ from: `now-${back}`, to: 'now' })}
            >
              {t.last(Number.parseInt(back, 10), back.at(-1)!)}
            </Button>
          ))}
          <Button variant="subtle" justify="start" onClick={() => choose({ from: '', to: 'now' })}>
            {t.allTime}
          </Button>
        </div>
        {isOpen && <TypedRange from={from} to={to} onApply={choose} />}
      </Popover.Dropdown>
    </Popover>
  )
}

function TypedRange({
  onApply,
  ...given
}: {
  from: string
  to: string
  onApply: (range: { from: string; to: string }) => void
}) {
  const t = useMessages(texts)
  const isUtc = zone.use() === 'UTC'
  const [from, setFrom] = useState(shownText(given.from))
  const [to, setTo] = useState(shownText(given.to))
  const [isTried, setTried] = useState(false)
  const now = new Date()
  const since = from.trim() === '' ? undefined : parseTime(from, now, isUtc)
  const until = parseTime(to.trim() === '' ? 'now' : to, now, isUtc)
  const isWrong = from.trim() !== '' && since === undefined
  const isBackwards = since !== undefined && until !== undefined && since >= until
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (isWrong || !until || isBackwards) return
    onApply({ from: keptText(from, since), to: keptText(to.trim() === '' ? 'now' : to, until) })
  }
  return (
    <form className={classes.typed} onSubmit={submit}>
      <TextInput
        label={t.from}
        value={from}
        onChange={({ currentTarget }) => setFrom(currentTarget.value)}
        error={isTried && (isWrong ? t.noTime : isBackwards ? t.orders : undefined)}
      />
      <TextInput
        label={t.to}
        value={to}
        onChange={({ currentTarget }) => setTo(currentTarget.value)}
        error={isTried && !until ? t.noTime : undefined}
      />
      <p className={classes.hint}>{t.typedHint}</p>
      <Button type="submit" variant="filled">
        {t.apply}
      </Button>
    </form>
  )
}

/** In an address stands the instant, which is the same in every zone. */
function keptText(text: string, time: Date | undefined): string {
  return text.trim().startsWith('now') || !time ? text.trim() : time.toISOString()
}

function shownText(text: string): string {
  return text.replace('T', ' ').replace(/\.000Z$/, 'Z')
}

function useRangeLabel(from: string, to: string): string {
  const t = useMessages(texts)
  zone.use()
  if (from === '' && to === 'now') return t.allTime
  const [, amount, unit] = /^now-(\d+)([mhdy])$/.exec(from) ?? []
  if (amount !== undefined && to === 'now') return t.last(Number(amount), unit!)
  const part = (text: string) => (text.startsWith('now') || text === '' ? text : formatTime(text, 'short'))
  return `${part(from)} – ${part(to)}`
}
