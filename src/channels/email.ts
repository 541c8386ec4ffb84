import nodemailer from 'nodemailer'
import { Type } from 'typebox'
import { messageOf, UserError } from '../lib/errors.ts'
import { parseTemplate } from '../lib/template.ts'
import type { Notice } from '../model/notice.ts'
import { noticeValues } from '../model/notice-values.ts'
import { defineChannel, secret, template, variable } from './channel.ts'
import { htmlChart } from './chart.ts'
import { colorOf, headline, moreRows, origin, plainText } from './wording.ts'

const address = (more: object) =>
  Type.String({ pattern: '^[^\\s@]+@[^\\s@]+$|^[^<>\\r\\n]*<[^\\s@<>]+@[^\\s@<>]+>$', ...more })
const idle_ms = 30_000
const loopback = /^(localhost|127\.[\d.]+|\[?::1\]?)$/

export default defineChannel({
  name: 'email',
  takesFiles: true,
  summary: 'Sends each notice as a mail, in HTML and as plain text, through an SMTP server.',
  options: Type.Object({
    to: Type.Array(address({}), { minItems: 1, description: 'Who gets it.', examples: [['ops@example.org']] }),
    from: address({ description: 'Who it comes from.', examples: ['Caudal <caudal@example.org>'] }),
    server: Type.String({
      pattern: '^smtps?://[^/@\\s]+$',
      description:
        'The SMTP server; `smtps://` speaks TLS from the first byte, `smtp://` as soon as the server offers it.',
      examples: ['smtp://mail.example.org:587'],
    }),
    user: Type.Optional(Type.String({ description: 'The name to log in with.', examples: ['caudal'] })),
    password: Type.Optional(
      Type.String({
        description: 'The password to log in with; it is sent over TLS only, or to this machine.',
        examples: [variable('SMTP_PASSWORD')],
        ...secret,
      }),
    ),
    html: Type.Optional(
      Type.String({
        minLength: 1,
        description:
          'The mail in HTML as you want it: a template over the notice, in which every value is escaped. The plain text stays as it is.',
        examples: ['<h1>{{ title }}</h1>{% for record in records %}<p>{{ record.place }}</p>{% endfor %}'],
        ...template.html,
      }),
    ),
  }),
  example: {
    to: ['ops@example.org'],
    from: 'Caudal <caudal@example.org>',
    server: 'smtp://mail.example.org:587',
    user: 'caudal',
    password: variable('SMTP_PASSWORD'),
  },

  async send(options, notice, { signal, keep, bytesOf }) {
    const { from, server } = options
    const to = notice.to ?? options.to
    const { transport } = keep(() => new MailConnection(options))
    const html = options.html === undefined ? htmlOf(notice) : ownHtml(options.html, notice)
    try {
      const mail = {
        from,
        to: [...to],
        subject: headline(notice),
        text: plainText(notice),
        html,
        attachments: (notice.files ?? []).map((file) => ({
          filename: file.name,
          contentType: file.type,
          content: Buffer.from(bytesOf(file)),
        })),
        // The same for each attempt: mail servers and readers know a repetition by it (RFC 5322 §3.6.4).
        messageId: `<${notice.id}@${domainOf(from)}>`,
        // Mails of one trouble belong together.
        references: `<${notice.incident}@${domainOf(from)}>`,
        headers: { 'auto-submitted': 'auto-generated', 'x-caudal-notice': notice.id },
        signal,
      }
      await transport.sendMail(mail)
    } catch (error) {
      throw asUserError(error, server)
    }
  },
})

/** One connection to the server, opened with the first mail and again when it has been closed for want of mails. */
class MailConnection implements Disposable {
  readonly transport

  constructor({ server, user, password }: { server: string; user?: string; password?: string }) {
    const { hostname, port, protocol } = new URL(server)
    const options = {
      pool: true as const,
      maxConnections: 1,
      idleTimeout: idle_ms,
      // What was not taken comes again from the outbox.
      maxRequeues: 1,
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? (protocol === 'smtps:' ? 465 : 25) : Number(port),
      secure: protocol === 'smtps:',
      requireTLS: password !== undefined && !loopback.test(hostname),
      ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: idle_ms,
      disableFileAccess: true,
      disableUrlAccess: true,
    }
    this.transport = nodemailer.createTransport(options)
  }

  [Symbol.dispose](): void {
    this.transport.close()
  }
}

/** A permanent refusal of the server (RFC 5321 §4.2.1: 5yz) stays one; everything else may pass. */
function asUserError(error: unknown, server: string): UserError {
  const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0
  const isFinal = code >= 500
  return new UserError(
    isFinal ? 'invalid' : 'unavailable',
    `cannot send mail through "${server}": ${messageOf(error)}`,
    {
      hint: isFinal ? 'Correct the addresses, the user or the password, then send it again.' : 'It is tried again.',
      cause: error,
    },
  )
}

function domainOf(from: string): string {
  return /@([^\s<>]+?)>?$/.exec(from)?.[1] ?? 'caudal'
}

/** An alarm is told in any case. */
function ownHtml(template: string, notice: Notice): string {
  try {
    return parseTemplate(template, 'html').fill(noticeValues(notice))
  } catch (error) {
    return htmlOf({ ...notice, text: `${notice.text}\nThe mail's own HTML is missing: ${messageOf(error)}.` })
  }
}

function htmlOf(notice: Notice): string {
  const { title, text, facts, rows, series, links = [] } = notice
  const color = colorOf(notice)
  const cell = (tag: string, value: string) =>
    `<${tag} style="text-align:left;padding:2px 12px 2px 0;font-weight:${tag === 'th' ? 600 : 400}">${escaped(value)}</${tag}>`
  const line = (tag: string, cells: readonly string[]) => `<tr>${cells.map((value) => cell(tag, value)).join('')}</tr>`
  const table = (lines: readonly string[]) =>
    `<table cellspacing="0" style="font-size:14px;margin:12px 0">${lines.join('')}</table>`
  const more = moreRows(notice)
  return [
    '<!doctype html><html><head><meta charset="utf-8"></head>',
    '<body style="font-family:system-ui,sans-serif;font-size:15px;color:#212529;margin:16px">',
    `<h1 style="font-size:18px;margin:0 0 12px;padding-left:10px;border-left:4px solid ${color}">${escaped(title)}</h1>`,
    `<p>${escaped(text).replaceAll('\n', '<br>')}</p>`,
    series && series.points.length > 1 ? htmlChart(series, color) : '',
    facts.length > 0 ? table(facts.map(({ name, value }) => `<tr>${cell('th', name)}${cell('td', value)}</tr>`)) : '',
    rows && rows.cells.length > 0 ? table([line('th', rows.columns), ...rows.cells.map((r) => line('td', r))]) : '',
    more ? `<p>${escaped(more)}</p>` : '',
    links.map((link) => `<p><a href="${escaped(link.url)}">${escaped(link.title)}</a></p>`).join(''),
    `<p style="font-size:12px;color:#868e96">${escaped(origin(notice))}</p></body></html>`,
  ].join('\n')
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
