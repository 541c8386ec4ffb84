import { Type } from 'typebox'
import type { Notice } from '../model/notice.ts'
import { defineChannel, secret, variable } from './channel.ts'
import { post } from './post.ts'
import { headline, shortened } from './wording.ts'

export default defineChannel({
  name: 'pagerduty',
  summary: 'Opens and resolves incidents in PagerDuty, through its Events API v2.',
  options: Type.Object({
    routing_key: Type.String({
      minLength: 1,
      description: 'The integration key of the service.',
      examples: [variable('PAGERDUTY_KEY')],
      ...secret,
    }),
    server: Type.String({
      pattern: '^https?://[^/\\s]+$',
      default: 'https://events.pagerduty.com',
      description: 'The server of the Events API; accounts in Europe have `https://events.eu.pagerduty.com`.',
    }),
  }),
  example: { routing_key: variable('PAGERDUTY_KEY'), server: 'https://events.pagerduty.com' },
  isSingle: true,

  async send({ routing_key, server }, notice, { signal, redact }) {
    const body = JSON.stringify(eventOf(routing_key, notice))
    await post({ to: 'PagerDuty', url: `${server}/v2/enqueue`, body, signal, redact })
  },
})

// https://developer.pagerduty.com/docs/send-alert-event: one incident for each `dedup_key`; the summary has 1,024 characters.
function eventOf(routing_key: string, notice: Notice): object {
  const { incident, state, severity, project, monitor, time, text, facts, rows, links = [] } = notice
  return {
    routing_key,
    event_action: state === 'ok' ? 'resolve' : 'trigger',
    dedup_key: incident,
    client: 'Caudal',
    payload: {
      summary: headline(notice, 1024),
      source: project,
      severity: state === 'test' ? 'info' : severity,
      timestamp: time,
      component: monitor,
      custom_details: {
        text: shortened(text, 4000),
        ...Object.fromEntries(
          facts.slice(0, 50).map(({ name, value }) => [shortened(name, 200), shortened(value, 1000)]),
        ),
        ...(rows && { records: [rows.columns, ...rows.cells].map((cells) => shortened(cells.join(' | '), 1000)) }),
      },
    },
    links: links.map(({ title, url }) => ({ href: url, text: title })),
  }
}
