/** What every channel promises; each channel's own test calls `testChannel` and adds what is peculiar to it. */
import { createServer } from 'node:net'
import { Value } from 'typebox/value'
import { describe, expect, it, onTestFinished } from 'vitest'
import { UserError } from '../lib/errors.ts'
import type { Notice, NoticeState } from '../model/notice.ts'
import type { ChannelContext, ChannelDeclaration } from './channel.ts'

/** A notice with all that it may have, and with what breaks a format that is put together carelessly. */
export function exampleNotice(more: Partial<Notice> = {}): Notice {
  return {
    id: 'a3f1',
    incident: 'b2c4',
    monitor: 'spread',
    project: 'water',
    state: 'firing',
    severity: 'warning',
    title: 'spread: sd > 0.5 in place P-04',
    text: '3 records of readings meet the condition sd > 0.5.',
    time: '2026-01-31T12:00:00.000Z',
    facts: [
      { name: 'place', value: 'P-04 <b>&"\'' },
      { name: 'records', value: '3' },
    ],
    rows: {
      columns: ['date', 'sd'],
      cells: [
        ['2026-01-30', '0.71'],
        ['2026-01-31', '0.52'],
      ],
      total: 3,
    },
    series: {
      name: 'value',
      points: [1, 3, 2].map((value, i) => ({ time: `2026-01-31T12:0${i}:00.000Z`, value })),
    },
    links: [{ title: 'Explore', url: 'https://caudal.example.org/?a=1&b=2' }],
    ...more,
  }
}

export const context: ChannelContext = {
  signal: new AbortController().signal,
  now: () => new Date('2026-01-31T12:00:01Z'),
  bytesOf: () => new Uint8Array(),
  redact: (text) => text,
  keep: (open) => {
    const kept = open()
    onTestFinished(() => kept[Symbol.dispose]())
    return kept
  },
}

/** A real server of the other side, for one test. */
export interface OtherSide extends AsyncDisposable {
  /** The options of a channel that tells it. */
  readonly options: object
  /** What it has got, as text that has the words of the notice in it. */
  received(): string[] | Promise<string[]>
  /** From now on it refuses: for a while, or for ever. */
  refuse(how: 'passing' | 'final'): void
}

export function testChannel(declared: unknown, open: () => Promise<OtherSide>): void {
  const channel = declared as ChannelDeclaration
  const send = (options: object, notice: Notice, signal = context.signal) =>
    channel.send(Value.Default(channel.options, { ...options }) as never, notice, { ...context, signal })

  describe('its declaration', () => {
    it('accepts its own example', () => {
      expect(Value.Errors(channel.options, channel.example)).toEqual([])
    })

    it('says in a sentence what it and each option is', () => {
      expect(channel.summary).toMatch(/\.$/)
      for (const [name, schema] of Object.entries(channel.options.properties)) {
        expect(name).toMatch(/^[a-z][a-z_]*$/)
        expect(schema, name).toMatchObject({ description: expect.stringMatching(/\.$/) })
      }
    })

    it('shows secrets as variables only', () => {
      for (const [name, schema] of Object.entries(channel.options.properties)) {
        if (!('writeOnly' in schema)) continue
        const example = (channel.example as Record<string, unknown>)[name]
        if (example !== undefined) expect(example, name).toMatch(/\$\{\w+\}/)
      }
    })
  })

  it('tells what the notice says', async () => {
    await using other = await open()
    await send(other.options, exampleNotice())
    const [received = ''] = await other.received()
    for (const word of ['spread: sd > 0.5 in place P-04', '3 records of readings', '2026-01-30', '0.71'])
      expect(received).toContain(word)
  })

  it.each(['firing', 'ok', 'no_data', 'error', 'test', 'report'] as NoticeState[])(
    'tells of the state %s',
    async (state) => {
      await using other = await open()
      await send(other.options, exampleNotice({ state }))
      expect(await other.received()).toHaveLength(1)
    },
  )

  it('takes any text for text', async () => {
    await using other = await open()
    const hostile = 'x\r\nBcc: eve@example.org\u0000\u2028 <script>alert(1)</script> *_`~| {"a": "}} 🌊 \ud800'
    const facts = Array.from({ length: 200 }, (_, i) => ({ name: `${hostile} ${i}`, value: hostile.repeat(20) }))
    const cells = Array.from({ length: 20 }, () => Array.from({ length: 12 }, () => hostile.repeat(5)))
    const rows = { columns: cells[0]!.map((_, i) => `${hostile} ${i}`), cells, total: 1e9 }
    await send(other.options, exampleNotice({ title: hostile.repeat(20), text: hostile.repeat(300), facts, rows }))
    expect(await other.received()).toHaveLength(1)
  })

  it('tells a notice that is bare', async () => {
    await using other = await open()
    const { rows: _rows, series: _series, links: _links, ...bare } = exampleNotice({ facts: [], text: '' })
    await send(other.options, bare)
    expect(await other.received()).toHaveLength(1)
  })

  it('says that it may be tried again while the other side is busy, and that it may not when it will never be taken', async () => {
    await using other = await open()
    other.refuse('passing')
    await expect(send(other.options, exampleNotice())).rejects.toMatchObject({ code: 'unavailable' })
    other.refuse('final')
    await expect(send(other.options, exampleNotice())).rejects.toMatchObject({ code: 'invalid' })
  })

  it('says that it may be tried again when nobody is there', async () => {
    const other = await open()
    await other[Symbol.asyncDispose]()
    await expect(send(other.options, exampleNotice())).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('gives up at once when it is aborted', async () => {
    // Somebody who listens and never answers.
    const silent = createServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as { port: number }
    await using other = await open()
    const options = JSON.parse(JSON.stringify(other.options).replace(/127\.0\.0\.1:\d+/g, `127.0.0.1:${port}`))
    const stop = new AbortController()
    const sending = send(options, exampleNotice(), stop.signal)
    setTimeout(() => stop.abort(), 50)
    await expect(sending).rejects.toBeInstanceOf(UserError)
    silent.close()
  })
}
