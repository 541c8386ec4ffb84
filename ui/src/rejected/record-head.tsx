import { ActionIcon } from '@mantine/core'
import { ChevronDown, ChevronUp } from 'lucide-react'
import type { RejectedReport } from '../../../src/model/rejected-report.ts'
import { Chip } from '../design/chip.tsx'
import { formatNumber, formatTime } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { useServerSentence } from '../i18n/sentences.ts'
import classes from './record-head.module.css'
import { texts } from './texts.ts'

interface RecordHeadProps {
  readonly record: RejectedReport
  readonly at: number
  readonly count: number
  readonly onStep: (by: 1 | -1) => void
}

/** Why it waits, where it came from and when, and the way to the others. */
export function RecordHead({ record, at, count, onStep }: RecordHeadProps) {
  const t = useMessages(texts)
  const say = useServerSentence()
  const place = [record.source, record.line === null ? undefined : t.line(formatNumber(record.line))]
  const about = [
    record.function === null ? undefined : t.byFunction(record.function),
    t.offset(formatNumber(record.offset)),
    t.received(formatTime(record.received)),
    record.replay_of === undefined ? undefined : t.replayOf(record.replay_of),
  ]
  return (
    <header className={classes.head}>
      <div className={classes.about}>
        <b>{place.filter(Boolean).join(', ')}</b>
        <span>{about.filter(Boolean).join(' · ')}</span>
      </div>
      <div className={classes.steps}>
        <span>{t.of(formatNumber(at), formatNumber(count))}</span>
        <ActionIcon onClick={() => onStep(-1)} disabled={at === 1} aria-label={t.previous} title={`${t.previous} (K)`}>
          <ChevronUp size={15} />
        </ActionIcon>
        <ActionIcon onClick={() => onStep(1)} disabled={at >= count} aria-label={t.next} title={`${t.next} (J)`}>
          <ChevronDown size={15} />
        </ActionIcon>
      </div>
      <p>
        <Chip tone="warn">{record.reason === null ? t.noReason : say(record.reason)}</Chip>
      </p>
    </header>
  )
}
