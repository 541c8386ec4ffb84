import { describe } from 'vitest'
import { testChannel } from './channel.contract.ts'
import { HttpSide } from './http-side.fixture.ts'
import teams from './teams.ts'

describe('the teams channel', () => {
  testChannel(teams, () => HttpSide.open((url) => ({ url: `${url}/hook` })))
})
