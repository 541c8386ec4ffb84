import { describe } from 'vitest'
import { testChannel } from './channel.contract.ts'
import { HttpSide } from './http-side.fixture.ts'
import slack from './slack.ts'

describe('the slack channel', () => {
  testChannel(slack, () => HttpSide.open((url) => ({ url: `${url}/hook` })))
})
