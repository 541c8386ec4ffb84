import { describe, expect, it } from 'vitest'
import { context, exampleNotice, testChannel } from './channel.contract.ts'
import { HttpSide } from './http-side.fixture.ts'
import telegram from './telegram.ts'

const options = (url: string) => ({ token: '123456:token', chat: '@water', server: url })
const textOf = (body: string) =>
  (JSON.parse(body) as { text: string }).text.replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&')

describe('the telegram channel', () => {
  testChannel(telegram, () => HttpSide.open(options, { textOf }))

  it('waits as long as Telegram asks in its answer', async () => {
    await using other = await HttpSide.open(options)
    other.refuse('passing', {}, '{"ok":false,"error_code":429,"parameters":{"retry_after":35}}')
    const sending = telegram.send(other.options as ReturnType<typeof options>, exampleNotice(), context)
    await expect(sending).rejects.toMatchObject({ pause_ms: 35_000 })
  })

  it('asks the bot API to send it to the chat', async () => {
    await using other = await HttpSide.open(options)
    await telegram.send(other.options as ReturnType<typeof options>, exampleNotice(), context)
    expect(other.posted[0]?.path).toBe('/bot123456:token/sendMessage')
    const body = JSON.parse(other.posted[0]!.body)
    expect(body).toMatchObject({ chat_id: '@water', parse_mode: 'HTML' })
    expect(body.text).toContain('P-04 &lt;b&gt;&amp;')
  })
})
