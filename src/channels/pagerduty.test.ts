import { describe, expect, it } from 'vitest'
import { context, exampleNotice, testChannel } from './channel.contract.ts'
import { HttpSide } from './http-side.fixture.ts'
import pagerduty from './pagerduty.ts'

const options = (url: string) => ({ routing_key: 'R0', server: url })

describe('the pagerduty channel', () => {
  testChannel(pagerduty, () => HttpSide.open(options))

  it('opens an incident with the first notice of a trouble, and resolves it with the last', async () => {
    await using other = await HttpSide.open(options)
    for (const state of ['firing', 'error', 'ok'] as const)
      await pagerduty.send(other.options as ReturnType<typeof options>, exampleNotice({ state }), context)
    expect(other.posted.map(({ path }) => path)).toEqual(['/v2/enqueue', '/v2/enqueue', '/v2/enqueue'])
    expect(other.posted.map(({ body }) => JSON.parse(body))).toMatchObject([
      {
        event_action: 'trigger',
        dedup_key: 'b2c4',
        routing_key: 'R0',
        payload: { severity: 'warning', source: 'water' },
      },
      { event_action: 'trigger', dedup_key: 'b2c4' },
      { event_action: 'resolve', dedup_key: 'b2c4' },
    ])
  })
})
