import { Type } from 'typebox'
import type { Notice } from '../model/notice.ts'
import { defineChannel, secret, variable } from './channel.ts'
import { post } from './post.ts'
import { colorOf, headline, moreRows, shortened } from './wording.ts'

export default defineChannel({
  name: 'discord',
  summary: 'Writes each notice into a channel of Discord, through a webhook.',
  options: Type.Object({
    url: Type.String({
      pattern: '^https?://',
      description: 'The URL of the webhook; who has it can write.',
      examples: [variable('DISCORD_URL')],
      ...secret,
    }),
  }),
  example: { url: `https://discord.com/api/webhooks/${variable('DISCORD_HOOK')}` },

  async send({ url }, notice, { signal, redact }) {
    // Nobody is called by a name that happens to be in a record.
    const message = { embeds: [embedOf(notice)], allowed_mentions: { parse: [] } }
    await post({ to: 'Discord', url, body: JSON.stringify(message), signal, redact })
  },
})

// https://discord.com/developers/docs/resources/message#embed-object-embed-limits: 6,000 characters in all.
function embedOf(notice: Notice): object {
  const { text, facts, rows, links = [], monitor, severity, time } = notice
  const lines = rows && rows.cells.length > 0 ? [rows.columns, ...rows.cells].map((cells) => cells.join(' | ')) : []
  const table =
    lines.length > 0 ? `\`\`\`\n${shortened(lines.join('\n').replaceAll('```', "'''"), 1500)}\n\`\`\`` : undefined
  const parts = [escaped(shortened(text, 1000)), table, moreRows(notice)].filter((part) => part)
  return {
    title: shortened(headline(notice), 250),
    description: parts.join('\n'),
    color: Number.parseInt(colorOf(notice).slice(1), 16),
    fields: facts.slice(0, 8).map(({ name, value }) => ({
      name: shortened(name, 100) || '-',
      value: escaped(shortened(value, 200)) || '-',
      inline: true,
    })),
    footer: { text: shortened(`monitor ${monitor}, ${severity}`, 200) },
    timestamp: time,
    ...(links[0] && { url: links[0].url }),
  }
}

function escaped(text: string): string {
  return text.replace(/[\\*_~`|>[\]]/g, '\\$&')
}
