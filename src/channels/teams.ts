import { Type } from 'typebox'
import type { Notice } from '../model/notice.ts'
import { defineChannel, secret, variable } from './channel.ts'
import { post } from './post.ts'
import { headline, moreRows, shortened } from './wording.ts'

export default defineChannel({
  name: 'teams',
  summary: 'Writes each notice into a channel of Microsoft Teams, as an adaptive card through a workflow.',
  options: Type.Object({
    url: Type.String({
      pattern: '^https?://',
      description: 'The URL of the workflow that posts to the channel; who has it can write.',
      examples: [variable('TEAMS_URL')],
      ...secret,
    }),
  }),
  example: { url: `https://example.logic.azure.com/workflows/${variable('TEAMS_WORKFLOW')}` },

  async send({ url }, notice, { signal, redact }) {
    const attachment = {
      contentType: 'application/vnd.microsoft.card.adaptive',
      contentUrl: null,
      content: cardOf(notice),
    }
    await post({
      to: 'Teams',
      url,
      body: JSON.stringify({ type: 'message', attachments: [attachment] }),
      signal,
      redact,
    })
  },
})

/** A card is not larger than 28 KB: what is long is cut, and rows are left out from the end. */
const mostRows = 10
const mostFacts = 20
const mostChars = 150

// https://adaptivecards.io/explorer: Teams shows version 1.5; tables need it.
function cardOf(notice: Notice): object {
  const { text, facts, rows, links = [], state, severity, monitor, time } = notice
  const color =
    state === 'ok' || state === 'test'
      ? 'Good'
      : severity === 'info'
        ? 'Accent'
        : severity === 'warning'
          ? 'Warning'
          : 'Attention'
  const block = (value: string, more: object = {}) => ({ type: 'TextBlock', text: escaped(value), wrap: true, ...more })
  const body: object[] = [block(headline(notice), { size: 'Medium', weight: 'Bolder', color })]
  if (text !== '') body.push(block(shortened(text, 2000)))
  if (facts.length > 0)
    body.push({
      type: 'FactSet',
      facts: facts.slice(0, mostFacts).map(({ name, value }) => ({
        title: escaped(shortened(name, mostChars)),
        value: escaped(shortened(value, mostChars)),
      })),
    })
  if (rows && rows.cells.length > 0) body.push(tableOf([rows.columns, ...rows.cells.slice(0, mostRows)]))
  const more = moreRows({ ...notice, ...(rows && { rows: { ...rows, cells: rows.cells.slice(0, mostRows) } }) })
  if (more) body.push(block(more))
  body.push(block(`monitor ${monitor}, ${severity}, ${time}`, { isSubtle: true, size: 'Small' }))
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.5',
    body,
    actions: links.map(({ title, url }) => ({ type: 'Action.OpenUrl', title, url })),
  }
}

function tableOf(lines: readonly (readonly string[])[]): object {
  const cell = (value: string) => ({
    type: 'TableCell',
    items: [{ type: 'TextBlock', text: escaped(shortened(value, mostChars)) || ' ', wrap: true }],
  })
  return {
    type: 'Table',
    firstRowAsHeader: true,
    columns: (lines[0] ?? []).map(() => ({ width: 1 })),
    rows: lines.map((cells) => ({ type: 'TableRow', cells: cells.map(cell) })),
  }
}

/** Cards read some Markdown: what would begin a link or emphasis is shown as it is. */
function escaped(text: string): string {
  return text.replace(/[\\*_[\]`]/g, '\\$&')
}
