import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { MonitorEvent, MonitorReport } from '../../../src/model/monitor-report.ts'
import { ask } from '../client/api.ts'
import { useMe } from '../client/who.ts'
import { Card } from '../design/card.tsx'
import { Problem } from '../design/problem.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import { formatAgo, formatNumber, formatTime } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { useServerSentence } from '../i18n/sentences.ts'
import classes from './monitor-view.module.css'
import { Removal } from './removal.tsx'
import { StateChip } from './state-chip.tsx'
import { StateTimeline } from './state-timeline.tsx'
import { texts } from './texts.ts'

const again_ms = 5000
/** Events of its history that are shown. */
const told = 30
/** Groups that are shown until somebody asks for all. */
const few = 8
const offered_h = [1, 8, 24]

/** One monitor: its condition, what is not ok, its states over a day, its history, and what it would have told. */
export function MonitorView({ monitor }: { monitor: MonitorReport }) {
  const t = useMessages(texts)
  const { name, state, when, notify, evaluated, error, muted } = monitor
  const groups = monitor.groups.filter((group) => group.state !== 'ok')
  const unknown = groups.filter(({ acknowledged }) => !acknowledged)
  const [isWhole, setWhole] = useState(false)
  const queries = useQueryClient()
  const mayEdit = useMe()?.may.includes('edit') ?? false
  const say = useServerSentence()
  /** A notice or a change of state in the words of the states. */
  const textOf = (text: string) => {
    const [, told, title = ''] = /^(\w+): (.*)$/s.exec(text) ?? []
    if (told === 'firing' || told === 'ok' || told === 'no_data' || told === 'error') return t.notice(told, say(title))
    const [, from, to] = /^(\w+) to (\w+)$/.exec(text) ?? []
    return isState(from) && isState(to) ? t.changed(t.state(from), t.state(to)) : say(text)
  }
  const fateOf = (deliveries: NonNullable<MonitorEvent['deliveries']>) =>
    deliveries.map(({ channel, state: fate }) => t.fate(fate, channel)).join(', ') || t.nobody
  const path = { monitor: name }
  const history = useQuery({
    queryKey: ['monitors', name, 'history'],
    queryFn: () => ask('GET /api/monitors/{monitor}/history', { path, query: { limit: told } }),
    refetchInterval: again_ms,
  }).data
  const day = useQuery({
    queryKey: ['monitors', name, 'day'],
    queryFn: () => ask('GET /api/monitors/{monitor}/history', { path, query: { since: '1d', limit: 1 } }),
    refetchInterval: again_ms,
  }).data
  const silences = useQuery({
    queryKey: ['silences'],
    queryFn: () => ask('GET /api/silences'),
    refetchInterval: again_ms,
  }).data?.silences.filter((silence) => silence.monitor === name)
  const act = async (does: () => Promise<string>) => {
    try {
      toast({ kind: 'done', message: await does() })
      await queries.invalidateQueries()
    } catch (problem) {
      toastError(problem)
    }
  }
  const acknowledge = (group: Readonly<Record<string, string>>) =>
    act(async () => {
      await ask('POST /api/monitors/{monitor}/ack', { path, body: { group: { ...group } } })
      return t.acknowledged(name)
    })
  const silence = (hours: number) =>
    act(async () => {
      const { until } = await ask('POST /api/silences', { body: { monitor: name, for: `${hours}h` } })
      return t.silenced(formatTime(until))
    })
  return (
    <div className={classes.view}>
      <Card className={classes.card} aria-label={name}>
        <header>
          <h2>{name}</h2>
          <StateChip state={state} />
          <span className={classes.about}>
            {[
              notify.length > 0 ? t.tells(notify.join(', ')) : t.tellsNobody,
              evaluated ? t.evaluated(formatAgo(evaluated)) : undefined,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
          {mayEdit && (
            <span className={classes.buttons}>
              <Button renderRoot={(props) => <Link to="/monitors" search={{ name, edit: 'form' }} {...props} />}>
                {t.edit}
              </Button>
              <Removal name={name} />
            </span>
          )}
        </header>
        <p>
          {t.when} <code>{when}</code>
        </p>
        {mayEdit && (
          <div className={classes.buttons}>
            <span>{t.silence}</span>
            {offered_h.map((hours) => (
              <Button key={hours} onClick={() => silence(hours)}>
                {t.hours(hours)}
              </Button>
            ))}
          </div>
        )}
        {error && <Problem error={error.message} />}
        {muted && <p className={classes.about}>{say(muted)}</p>}
        {day && day.states.length > 0 && <h3>{t.timeline}</h3>}
        {day && <StateTimeline states={day.states.slice(0, isWhole ? day.states.length : few)} />}
        {groups.length > 0 && (
          <div className={classes.line}>
            <h3>
              {t.groups} ({formatNumber(groups.length)})
            </h3>
            <span />
            {mayEdit && unknown.length > 1 && (
              <Button onClick={() => acknowledge({})}>{t.acknowledgeAll(formatNumber(unknown.length))}</Button>
            )}
          </div>
        )}
        {groups.slice(0, isWhole ? groups.length : few).map((group) => (
          <div key={nameOf(group.group)} className={classes.line}>
            <StateChip state={group.state} />
            <span>
              {nameOf(group.group) || t.all} · {formatAgo(group.since)}
              {group.value === undefined ? '' : ` · ${formatNumber(group.value)}`}
              {group.records === undefined ? '' : ` · ${t.records(group.records, formatNumber(group.records))}`}
            </span>
            {group.acknowledged ? (
              <span className={classes.about}>{t.knows(group.acknowledged)}</span>
            ) : (
              mayEdit && <Button onClick={() => acknowledge(group.group)}>{t.acknowledge}</Button>
            )}
          </div>
        ))}
        {groups.length > few && (
          <div>
            <Button variant="subtle" onClick={() => setWhole(!isWhole)}>
              {isWhole ? t.fewer : t.more(formatNumber(groups.length - few))}
            </Button>
          </div>
        )}
        {silences && silences.length > 0 && <h3>{t.silences}</h3>}
        {silences?.map(({ id, until, created_by, comment }) => (
          <div key={id} className={classes.line}>
            <span>{[t.until(formatTime(until)), t.by(created_by), comment].filter(Boolean).join(' · ')}</span>
            {mayEdit && (
              <Button
                onClick={() =>
                  act(async () => {
                    await ask('DELETE /api/silences/{id}', { path: { id } })
                    return t.endSilence
                  })
                }
              >
                {t.endSilence}
              </Button>
            )}
          </div>
        ))}
      </Card>
      <Card className={classes.card} aria-label={t.history}>
        <h3>{t.history}</h3>
        {history?.events.length === 0 && <p className={classes.about}>{t.noHistory}</p>}
        <ol className={classes.events}>
          {history?.events.map((event, i) => (
            <li key={`${event.time} ${i}`}>
              <time>{formatTime(event.time, 'short')}</time>
              <span>{t.kind(event.kind)}</span>
              <p>
                {[nameOf(event.group), textOf(event.text)].filter(Boolean).join(': ')}
                {event.deliveries && <small className={classes.about}> {fateOf(event.deliveries)}</small>}
              </p>
            </li>
          ))}
        </ol>
      </Card>
    </div>
  )
}

function isState(text: string | undefined): text is MonitorReport['state'] {
  return ['ok', 'pending', 'firing', 'no_data', 'error'].includes(text ?? '')
}

function nameOf(group: Readonly<Record<string, string>>): string {
  return Object.entries(group)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ')
}
