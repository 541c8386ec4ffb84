import { describe } from 'vitest'
import { testChannel } from './channel.contract.ts'
import discord from './discord.ts'
import { HttpSide } from './http-side.fixture.ts'

describe('the discord channel', () => {
  testChannel(discord, () => HttpSide.open((url) => ({ url: `${url}/hook` })))
})
