import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiError, ask } from '../client/api.ts'
import { Card } from '../design/card.tsx'
import { Chip, type Tone } from '../design/chip.tsx'
import { Confirm } from '../design/confirm.tsx'
import { Problem } from '../design/problem.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import { formatAgo, formatTime } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { useServerSentence } from '../i18n/sentences.ts'
import { Preview } from './preview.tsx'
import classes from './report-card.module.css'
import { type Report, reportsKey } from './reports.ts'
import { choiceOf } from './schedule-choice.ts'
import { texts } from './texts.ts'

interface ReportCardProps {
  readonly report: Report
  readonly isEditable: boolean
  readonly onEdit: () => void
}

const tones: Readonly<Record<NonNullable<Report['delivery']>['state'], Tone>> = {
  waiting: 'accent',
  sent: 'ok',
  dead: 'bad',
  discarded: 'plain',
}

/** One report: what goes when to whom, and how the last one fared. */
export function ReportCard({ report, isEditable, onEdit }: ReportCardProps) {
  const t = useMessages(texts)
  const client = useQueryClient()
  const [isSending, setSending] = useState(false)
  const [opened, setOpened] = useState<'preview' | 'removal'>()
  const { name, title, dashboard, channel, format, tenant, schedule, timezone, next, error, delivery } = report
  const { rhythm, clock, weekday } = choiceOf(schedule)
  const act = async (does: () => Promise<string>) => {
    setSending(true)
    try {
      toast({ kind: 'done', message: await does() })
      await client.invalidateQueries({ queryKey: reportsKey })
    } catch (problem) {
      toastError(problem)
    } finally {
      setSending(false)
    }
  }
  const send = () =>
    act(async () => {
      await ask('POST /api/reports/{report}/send', { path: { report: name } })
      return t.given(channel)
    })
  const retry = ({ channel: by, notice }: NonNullable<Report['delivery']>) =>
    act(async () => {
      await ask('POST /api/channels/{channel}/retry', { path: { channel: by }, body: { notice } })
      return t.given(by)
    })
  const remove = async () => {
    const path = { section: 'reports', name } as const
    const { version } = await ask('GET /api/project/{section}/{name}', { path })
    await ask('DELETE /api/project/{section}/{name}', { path, version })
    toast({ kind: 'done', message: t.removed(name) })
    await client.invalidateQueries({ queryKey: reportsKey })
  }
  return (
    <Card className={classes.card} aria-label={title}>
      <header>
        <h2>{title}</h2>
        <Link to="/dashboards/$name" params={{ name: dashboard }}>
          {dashboard}
        </Link>
        <Chip>{t.formatOf(format)}</Chip>
        {tenant && <Chip>{t.forCompany(tenant)}</Chip>}
        <span className={classes.buttons}>
          <Button onClick={() => setOpened('preview')}>{t.preview}</Button>
          <Button onClick={() => void send()} loading={isSending}>
            {t.sendNow}
          </Button>
          <Button onClick={onEdit} disabled={!isEditable}>
            {t.edit}
          </Button>
          <Button onClick={() => setOpened('removal')} disabled={!isEditable}>
            {t.remove}
          </Button>
        </span>
      </header>
      <p>
        {t.when(rhythm, clock, t.day(weekday), schedule)} ({timezone}) · {channel}
        <br />
        {next ? (
          <time dateTime={next} title={formatTime(next, 'full')}>
            {t.next(formatTime(next, 'short'))}
          </time>
        ) : (
          t.never
        )}
      </p>
      {delivery ? <Delivery delivery={delivery} onAgain={() => void retry(delivery)} /> : <p>{t.notYet}</p>}
      {error && (
        <div>
          <p>{t.cannot}</p>
          <Problem error={new ApiError(error)} />
        </div>
      )}
      {opened === 'preview' && <Preview report={report} onClose={() => setOpened(undefined)} />}
      {opened === 'removal' && (
        <Confirm title={t.removeTitle(name)} verb={t.remove} act={remove} onClose={() => setOpened(undefined)}>
          {t.removeWhy}
        </Confirm>
      )}
    </Card>
  )
}

interface DeliveryProps {
  readonly delivery: NonNullable<Report['delivery']>
  readonly onAgain: () => void
}

function Delivery({ delivery: { state, created, attempts, error }, onAgain }: DeliveryProps) {
  const t = useMessages(texts)
  const say = useServerSentence()
  return (
    <div className={classes.delivery}>
      <Chip tone={error && state === 'waiting' ? 'warn' : tones[state]}>{t.delivery(state)}</Chip>
      <time dateTime={created} title={formatTime(created, 'full')}>
        {formatAgo(created)}
      </time>
      {error && state !== 'sent' && (
        <span>
          {say(error)} {state === 'waiting' && `(${t.attempts(attempts)})`}
        </span>
      )}
      {state === 'dead' && <Button onClick={onAgain}>{t.again}</Button>}
    </div>
  )
}
