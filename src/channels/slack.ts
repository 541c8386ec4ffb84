import { Type } from 'typebox'
import type { Notice } from '../model/notice.ts'
import { defineChannel, secret, variable } from './channel.ts'
import { post } from './post.ts'
import { colorOf, headline, moreRows, shortened } from './wording.ts'

export default defineChannel({
  name: 'slack',
  summary: 'Writes each notice into a channel of Slack, through an incoming webhook.',
  options: Type.Object({
    url: Type.String({
      pattern: '^https?://',
      description: 'The URL of the incoming webhook; who has it can write.',
      examples: [variable('SLACK_URL')],
      ...secret,
    }),
  }),
  example: { url: `https://hooks.slack.com/services/${variable('SLACK_HOOK')}` },

  async send({ url }, notice, { signal, redact }) {
    await post({ to: 'Slack', url, body: JSON.stringify(messageOf(notice)), signal, redact })
  },
})

// https://docs.slack.dev/reference/block-kit/blocks: a header has 150 characters, a text 3,000, a section ten fields of 2,000.
function messageOf(notice: Notice): object {
  const { text, facts, rows, links = [], monitor, severity, time } = notice
  const plain = (value: string, most: number) => ({
    type: 'plain_text',
    text: shortened(value, most) || ' ',
    emoji: false,
  })
  const written = (value: string, most: number) => ({ type: 'mrkdwn', text: shortened(value, most) || ' ' })
  const blocks: object[] = [{ type: 'header', text: plain(headline(notice), 150) }]
  if (text !== '') blocks.push({ type: 'section', text: plain(text, 3000) })
  if (facts.length > 0)
    blocks.push({
      type: 'section',
      fields: facts.slice(0, 10).map(({ name, value }) => plain(`${name}: ${value}`, 2000)),
    })
  if (rows && rows.cells.length > 0) {
    const lines = [rows.columns, ...rows.cells].map((cells) => cells.join(' | '))
    blocks.push({ type: 'section', text: written(`\`\`\`${escaped(shortened(lines.join('\n'), 2000))}\`\`\``, 3000) })
  }
  const footer = [...links.map(({ title, url }) => `<${escaped(url)}|${escaped(title)}>`), moreRows(notice)]
  const line = [...footer, `monitor ${escaped(monitor)}, ${severity}, ${time}`].filter((part) => part !== undefined)
  blocks.push({ type: 'context', elements: [written(line.join(' · '), 2000)] })
  return { text: headline(notice), attachments: [{ color: colorOf(notice), blocks }] }
}

// https://docs.slack.dev/messaging/formatting-message-text#escaping; three backticks would end the code.
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('```', "'''")
}
