/** Makes notices of what monitors found; pure. */
import { createHash } from 'node:crypto'
import { messageOf } from '../../lib/errors.ts'
import { parseTemplate } from '../../lib/template.ts'
import type { Fact, Notice, NoticeRows, NoticeSeries, NoticeState } from '../../model/notice.ts'
import { recordsOf, templateValue } from '../../model/notice-values.ts'
import type { ProjectMonitor, QueryCondition, RecordCondition } from '../../project/project.ts'
import type { GroupState, ToldState } from './group-state.ts'
import type { WaitingRecords } from './record-group.ts'
import type { GroupKey } from './store.ts'

interface About {
  readonly monitor: ProjectMonitor
  readonly project: string
  readonly key: GroupKey
  readonly at_ms: number
}

/** One notice of the records of a group. Its id is that of its first record: whoever finds it again makes the same notice. */
export function recordsNotice(about: About, condition: RecordCondition, waiting: WaitingRecords): Notice {
  const { monitor, project, key } = about
  const { total } = waiting.rows
  const id = idOf([project, monitor.name, keyText(key), waiting.first_offset])
  const records = `${total} record${total === 1 ? '' : 's'}`
  return noticeOf(about, {
    id,
    incident: id,
    state: 'firing',
    title: `${monitor.name}: ${condition.when}${behind(' in ', key)}`,
    text: `${records} of ${condition.on} ${total === 1 ? 'meets' : 'meet'} the condition ${condition.when}.`,
    values: { count: total, records: recordsOf(waiting.rows) },
    facts: [{ name: 'records', value: String(total) }],
    rows: waiting.rows,
  })
}

/** What is known of a group beside its state. */
export interface Circumstances {
  readonly value?: number | undefined
  readonly series?: NoticeSeries | undefined
  /** The columns of the row that the query gave. */
  readonly fields: Readonly<Record<string, string>>
}

export function stateNotice(
  about: About,
  condition: QueryCondition,
  told: Exclude<ToldState, 'error'>,
  { before, after }: { readonly before: GroupState; readonly after: GroupState },
  { value, series, fields }: Circumstances,
): Notice {
  const { monitor, project, key, at_ms } = about
  const incident_ms = after.incident_ms ?? before.incident_ms ?? at_ms
  const shown = value === undefined ? '' : ` (${value})`
  const texts: Record<typeof told, string> = {
    firing: `The condition ${condition.when} holds${shown} since ${timeText(after.holding_since_ms ?? at_ms)}.`,
    ok: `The condition ${condition.when} does not hold any more${shown}; it began at ${timeText(incident_ms)}.`,
    no_data: 'The query gives no value any more.',
  }
  return noticeOf(about, {
    id: idOf([project, monitor.name, keyText(key), told, at_ms]),
    incident: idOf([project, monitor.name, keyText(key), incident_ms]),
    state: told,
    title: `${monitor.name}: ${condition.when}${behind(' in ', key)}`,
    text: texts[told],
    values: {
      ...valued(fields),
      ...(value !== undefined && { value }),
      since: timeText(after.holding_since_ms ?? incident_ms),
    },
    facts: value === undefined ? [] : [{ name: 'value', value: String(value) }],
    ...(series && { series }),
  })
}

/** That a monitor cannot do its work, or can again. */
export function healthNotice(
  about: About,
  { before, after }: { readonly before: GroupState; readonly after: GroupState },
  error: string | undefined,
): Notice {
  const { monitor, project, at_ms } = about
  const state = after.told
  const incident_ms = after.incident_ms ?? before.incident_ms ?? at_ms
  return noticeOf(about, {
    id: idOf([project, monitor.name, 'health', state, at_ms]),
    incident: idOf([project, monitor.name, 'health', incident_ms]),
    state,
    title: `${monitor.name} watches nothing`,
    text: error === undefined ? 'It can be evaluated again.' : `It cannot be evaluated: ${error}.`,
    values: {},
    facts: [],
    isOwn: false,
  })
}

interface Content {
  readonly id: string
  readonly incident: string
  readonly state: NoticeState
  readonly title: string
  readonly text: string
  /** What a template may name besides the group. */
  readonly values: Readonly<Record<string, unknown>>
  readonly facts: readonly Fact[]
  readonly rows?: NoticeRows
  readonly series?: NoticeSeries
  /** Whether the project's own words are for it: they are of a condition that holds. */
  readonly isOwn?: boolean
}

function noticeOf({ monitor, project, key, at_ms }: About, content: Content): Notice {
  const { values, title, text, facts, isOwn = content.state !== 'no_data', ...rest } = content
  const { severity, name } = monitor
  const time = timeText(at_ms)
  const named = { monitor: name, project, state: rest.state, severity, time, ...values, ...valued(key) }
  const own = filled('title', isOwn ? monitor.title : undefined, named)
  const more = filled('text', rest.state === 'firing' ? monitor.text : undefined, named)
  const problems = [own, more].flatMap(({ problem }) => problem ?? [])
  return {
    ...rest,
    monitor: name,
    project,
    severity,
    title: own.text?.replace(/\s+/g, ' ').trim() || title,
    text: [text, ...(more.text === undefined ? [] : [more.text]), ...problems].join('\n'),
    time,
    facts: [...Object.entries(key).map(([column, value]) => ({ name: column, value })), ...facts],
  }
}

/** An alarm is told in any case: where its own words fail, it says so and does without. */
function filled(
  key: string,
  template: string | undefined,
  values: Readonly<Record<string, unknown>>,
): { readonly text?: string; readonly problem?: string } {
  if (template === undefined) return {}
  try {
    return { text: parseTemplate(template).fill(values).trim() }
  } catch (error) {
    return { problem: `Its own ${key} is missing: ${messageOf(error)}.` }
  }
}

function valued(texts: Readonly<Record<string, string>>): Record<string, string | number> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, templateValue(text)]))
}

/** The values of a group in the order of its columns; what names it in the state. */
export function keyText(key: GroupKey): string {
  return JSON.stringify(Object.values(key))
}

function behind(word: string, key: GroupKey): string {
  const parts = Object.entries(key).map(([column, value]) => `${column} ${value === '' ? '(none)' : value}`)
  return parts.length > 0 ? word + parts.join(', ') : ''
}

function timeText(at_ms: number): string {
  return new Date(at_ms).toISOString()
}

function idOf(parts: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)
}
