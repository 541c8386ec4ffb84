import { describe, expect, it } from 'vitest'
import { headerOf, MailServer, textOf } from '../../test/support/smtp-server.ts'
import { Keeper } from '../lib/keeper.ts'
import { context, exampleNotice, type OtherSide, testChannel } from './channel.contract.ts'
import email from './email.ts'

const addresses = { to: ['ops@example.org', 'Anna <anna@example.org>'], from: 'Caudal <caudal@example.org>' }

class MailSide extends MailServer implements OtherSide {
  options: { to: string[]; from: string; server: string } = { ...addresses, server: '' }

  static async open(): Promise<MailSide> {
    const side = new MailSide()
    side.options = { ...addresses, server: await side.listen() }
    return side
  }

  received(): string[] {
    return this.mails.map(textOf)
  }

  refuse(how: 'passing' | 'final'): void {
    this.refusal = how === 'passing' ? 451 : 550
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}

describe('the email channel', () => {
  testChannel(email, MailSide.open)

  it('goes to everybody, as text and as HTML, with a chart in both', async () => {
    await using other = await MailSide.open()
    await email.send(other.options, exampleNotice(), context)
    const [mail] = other.mails
    expect(mail?.to).toEqual(['ops@example.org', 'anna@example.org'])
    expect(headerOf(mail!, 'subject')).toBe('[water] spread: sd > 0.5 in place P-04 (firing)')
    const text = textOf(mail!)
    expect(text).toContain('▃█▆')
    expect(text).toContain('date | sd')
    expect(text).toContain('and 1 more')
    expect(text).toContain('height:48px')
    expect(text).toContain('P-04 &#60;b&#62;&#38;&#34;&#39;')
    expect(text).toContain('https://caudal.example.org/?a=1&#38;b=2')
  })

  it('is in the HTML of its template, with every value escaped, and told all the same where that fails', async () => {
    await using other = await MailSide.open()
    const html = '<h2>{{ title }}</h2>{% for fact in facts %}<i>{{ fact.name }} {{ fact.value }}</i>{% endfor %}'
    await email.send({ ...other.options, html }, exampleNotice(), context)
    expect(textOf(other.mails[0]!)).toContain('<h2>spread: sd &gt; 0.5 in place P-04</h2><i>place P-04 &lt;b&gt;&amp;')
    const endless = '{% for i in (1..999999999) %}x{% endfor %}'
    await email.send({ ...other.options, html: endless }, exampleNotice(), context)
    expect(textOf(other.mails[1]!)).toContain('own HTML is missing')
  })

  it('is the same mail when it comes again, and one conversation with the mail that it is over', async () => {
    await using other = await MailSide.open()
    for (const more of [{}, {}, { id: 'ffff', state: 'ok' as const }])
      await email.send(other.options, exampleNotice(more), context)
    expect(other.mails.map((mail) => headerOf(mail, 'message-id'))).toEqual([
      '<a3f1@example.org>',
      '<a3f1@example.org>',
      '<ffff@example.org>',
    ])
    expect(new Set(other.mails.map((mail) => headerOf(mail, 'references')))).toEqual(new Set(['<b2c4@example.org>']))
  })

  it('uses one connection for the mails of a channel, and another once the server has closed it', async () => {
    await using other = await MailSide.open()
    using keeper = new Keeper()
    const send = (id: string) => email.send(other.options, exampleNotice({ id }), { ...context, keep: keeper.keep })
    for (const id of ['a', 'b', 'c']) await send(id)
    expect(other.connections).toBe(1)
    other.disconnect()
    await send('d')
    expect(other.connections).toBe(2)
    expect(other.mails).toHaveLength(4)
  })

  it('lets no text become a header or an addressee', async () => {
    await using other = await MailSide.open()
    const title = 'x\r\nBcc: eve@example.org\r\n\r\nbody'
    await email.send(other.options, exampleNotice({ title }), context)
    expect(other.mails[0]?.to).toHaveLength(2)
    expect(headerOf(other.mails[0]!, 'bcc')).toBe('')
  })

  it('logs in where a user is given, and takes a wrong password for final', async () => {
    const server = new MailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        password === 'right' ? done(null, { user: username }) : done(new Error('no')),
    })
    const options = { ...addresses, server: await server.listen(), user: 'caudal' }
    await email.send({ ...options, password: 'right' }, exampleNotice(), context)
    expect(server.mails).toHaveLength(1)
    const wrong = email.send({ ...options, password: 'wrong' }, exampleNotice(), context)
    await expect(wrong).rejects.toMatchObject({ code: 'invalid' })
    await server.close()
  })
})
