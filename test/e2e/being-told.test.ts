/** The guide "Being told", done by the letter: its project, its commands, its mail. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { HttpSide } from '../../src/channels/http-side.fixture.ts'
import { eventually } from '../support/eventually.ts'
import { caudal, Product, temporaryProject } from '../support/product.ts'
import { headerOf, MailServer, textOf } from '../support/smtp-server.ts'

const guide = await readFile(new URL('../../docs/guides/being-told.md', import.meta.url), 'utf8')
const blocks = (language: string) =>
  [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, text = '']) => text)
const commands = blocks('sh').flatMap((text) => text.trim().split('\n'))

const mail = new MailServer({
  authOptional: false,
  allowInsecureAuth: true,
  onAuth: ({ username, password }, _session, done) =>
    username === 'caudal' && password === 'a secret' ? done(null, { user: username }) : done(new Error('no')),
})
let desk: HttpSide
let product: Product
let remove: () => Promise<void>

beforeAll(async () => {
  const server = await mail.listen()
  // The pieces of the guide, one after the other, are one project.
  const parts = blocks('yaml').map((text) => parse(text) as Record<string, object | string>)
  const project: Record<string, object | string> = {}
  for (const part of parts)
    for (const [section, value] of Object.entries(part))
      project[section] = typeof value === 'string' ? value : { ...(project[section] as object), ...value }
  desk = await HttpSide.open((url) => ({ url: `${url}/tickets` }))
  const { url } = desk.options as { url: string }
  const text = stringify(project).replace('smtp://mail.example.org:587', server)
  const made = await temporaryProject(text.replace('https://example.org/tickets', url))
  remove = made.remove
  await writeFile(join(made.folder, '.env'), 'SMTP_PASSWORD=a secret\n')
  product = new Product(made.folder)
  await product.start()
})

afterAll(async () => {
  await product.stop()
  await remove()
  await mail.close()
  await desk[Symbol.asyncDispose]()
})

describe('the guide "Being told"', () => {
  it('has its mail written when the readings of a place spread too much', async () => {
    await product.request('/ingest/readings', {
      method: 'POST',
      body: '{"file":"week-1.csv","place":"P-04","date":"2026-01-31","sd":0.71}\n{"file":"week-1.csv","place":"P-04","sd":0.2}\n',
      headers: { 'content-type': 'application/x-ndjson' },
    })
    await eventually(
      () => mail.mails.length,
      (count) => count > 0,
      { timeout_ms: 60_000 },
    )
    expect(mail.mails.map((one) => headerOf(one, 'subject'))).toEqual([
      '[water] P-04 spreads too much in week-1.csv (firing)',
    ])
    expect(textOf(mail.mails[0]!)).toContain('1 record of readings meets the condition sd > 0.5.')
  })

  it('has its ticket opened in the words of its templates', async () => {
    await eventually(
      () => desk.posted.length,
      (count) => count > 0,
      { timeout_ms: 60_000 },
    )
    expect(JSON.parse(desk.posted[0]!.body)).toEqual({
      summary: '1 restless readings of P-04',
      priority: 3,
      text: expect.stringMatching(/meets the condition sd > 0\.7\.\n31\/01\/2026: 0\.7$/),
      readings: [expect.objectContaining({ place: 'P-04', date: '2026-01-31', sd: 0.71 })],
    })
  })

  it.each(commands)('has a command that works: %s', async (command) => {
    const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2]!)
    const { code, stdout, stderr } = await caudal([...words.slice(1), '--project', product.folder])
    expect(code, stderr).toBe(0)
    expect(stdout).not.toBe('')
  })
})
