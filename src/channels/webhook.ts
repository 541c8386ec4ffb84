import { createHmac } from 'node:crypto'
import { Type } from 'typebox'
import { parseTemplate } from '../lib/template.ts'
import { noticeValues } from '../model/notice-values.ts'
import { defineChannel, secret, template, variable } from './channel.ts'
import { post } from './post.ts'

export default defineChannel({
  name: 'webhook',
  summary: 'Posts each notice as JSON to a URL, signed as the Standard Webhooks specification says.',
  options: Type.Object({
    url: Type.String({
      pattern: '^https?://',
      description: 'Where to post it.',
      examples: ['https://example.org/hook'],
    }),
    secret: Type.Optional(
      Type.String({
        minLength: 16,
        description:
          'The key of the signature, known to both sides: any text, or the Base64 of bytes behind `whsec_`. Without it nothing is signed.',
        examples: [variable('WEBHOOK_SECRET')],
        ...secret,
      }),
    ),
    previous_secret: Type.Optional(
      Type.String({
        minLength: 16,
        description: 'The key before this one: notices are signed with both, until the other side knows the new one.',
        examples: [variable('WEBHOOK_PREVIOUS_SECRET')],
        ...secret,
      }),
    ),
    headers: Type.Record(Type.String(), Type.String(), {
      default: {},
      description: 'Headers to send besides, such as an API key.',
    }),
    body: Type.Optional(
      Type.String({
        minLength: 1,
        description:
          'What is posted instead of the notice as JSON: a template over the notice; the filter `json` writes a value as JSON.',
        examples: ['{ "summary": {{ title | json }}, "readings": {{ records | json }} }'],
        ...template.text,
      }),
    ),
  }),
  example: { url: 'https://example.org/hook', secret: variable('WEBHOOK_SECRET'), headers: {} },

  async send({ url, secret, previous_secret, headers, body: own }, notice, { signal, now, redact }) {
    const body = own === undefined ? JSON.stringify(notice) : parseTemplate(own).fill(noticeValues(notice))
    const time_s = Math.floor(now().getTime() / 1000)
    const keys = [secret, previous_secret].filter((key) => key !== undefined)
    const signatures = keys.map((key) => signatureOf(key, notice.id, time_s, body))
    await post({
      to: 'the webhook',
      url,
      body,
      signal,
      redact,
      headers: {
        ...headers,
        'webhook-id': notice.id,
        'webhook-timestamp': String(time_s),
        ...(signatures.length > 0 && { 'webhook-signature': signatures.join(' ') }),
      },
    })
  },
})

// https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#signature-scheme
function signatureOf(secret: string, id: string, time_s: number, body: string): string {
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : secret
  return `v1,${createHmac('sha256', key).update(`${id}.${time_s}.${body}`).digest('base64')}`
}
