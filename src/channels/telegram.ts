import { Type } from 'typebox'
import type { Notice } from '../model/notice.ts'
import { defineChannel, secret, variable } from './channel.ts'
import { post } from './post.ts'
import { headline, plainText, shortened } from './wording.ts'

export default defineChannel({
  name: 'telegram',
  summary: 'Writes each notice into a chat of Telegram, as a bot.',
  options: Type.Object({
    token: Type.String({
      minLength: 1,
      description: 'The token of the bot, as BotFather tells it.',
      examples: [variable('TELEGRAM_TOKEN')],
      ...secret,
    }),
    chat: Type.String({
      minLength: 1,
      description: 'The id of the chat, or the name of a channel.',
      examples: ['@water'],
    }),
    server: Type.String({
      pattern: '^https?://[^/\\s]+$',
      default: 'https://api.telegram.org',
      description: 'The server of the bot API.',
    }),
  }),
  example: { token: variable('TELEGRAM_TOKEN'), chat: '@water', server: 'https://api.telegram.org' },

  async send({ token, chat, server }, notice, { signal, redact }) {
    const body = JSON.stringify({
      chat_id: chat,
      text: textOf(notice),
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
    })
    await post({ to: 'Telegram', url: `${server}/bot${token}/sendMessage`, body, signal, redact, pauseIn })
  },
})

// https://core.telegram.org/bots/api#responseparameters
function pauseIn(answer: string): number | undefined {
  const [, seconds] = /"retry_after"\s*:\s*(\d+)/.exec(answer) ?? []
  return seconds === undefined ? undefined : Number(seconds)
}

// https://core.telegram.org/bots/api#sendmessage: 4,096 characters after entities are parsed.
function textOf(notice: Notice): string {
  return `<b>${escaped(headline(notice))}</b>\n\n${escaped(shortened(plainText(notice), 3800))}`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
