import { describe, expect, it } from 'vitest'
import { testSimulator } from '../simulator.contract.ts'
import webTraffic from './index.ts'

const begin_ms = Date.UTC(2024, 2, 1, 19)

describe('web_traffic', () => {
  testSimulator(webTraffic)

  const recordsOf = (minutes: number) =>
    webTraffic
      .start(webTraffic.example, { seed: 7, begin_ms })
      .between(begin_ms, begin_ms + minutes * 60_000)
      .map((line) => JSON.parse(line))

  it('has visitors from the beginning on, who look and sometimes buy', () => {
    const records = recordsOf(10)
    expect(records.some(({ _time }) => Date.parse(_time) < begin_ms + 3000)).toBe(true)
    const orders = records.filter(({ order }) => order)
    expect(orders.length).toBeGreaterThan(0)
    expect(orders.length).toBeLessThan(records.length / 10)
    expect(new Set(records.map(({ city }) => city)).size).toBeGreaterThan(3)
  })

  it('has a time of failing payments soon, and none between two of them', () => {
    const records = recordsOf(12)
    const share = (from_s: number, until_s: number) => {
      const within = records.filter(({ service, _time }) => {
        const since_s = (Date.parse(_time) - begin_ms) / 1000
        return service === 'payments' && since_s >= from_s && since_s < until_s
      })
      return within.filter(({ status }) => status === 502).length / within.length
    }
    expect(share(20, 120)).toBeGreaterThan(0.4)
    expect(share(120, 720)).toBeLessThan(0.15)
  })

  it('sends an amount that is no number within the first seconds', () => {
    const odd = recordsOf(11).filter(({ order }) => typeof order?.amount === 'string')
    expect(odd.map(({ _time }) => Date.parse(_time) - begin_ms)).toEqual([5000, 605_000])
    expect(odd[0]).toMatchObject({ order: { amount: '49,00' }, device: 'till' })
  })
})
