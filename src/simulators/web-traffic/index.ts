import { Type } from 'typebox'
import { durationPattern, parseDuration } from '../../lib/duration.ts'
import { randomFrom } from '../../lib/random.ts'
import { defineSimulator } from '../simulator.ts'
import { requestsOf, tillOrder, type WebRequest } from './visit.ts'
import { badTimes } from './weather.ts'

const options = Type.Object({
  visitors: Type.Number({
    description: 'How many people come in a minute of a busy hour; fewer at night.',
    minimum: 0.1,
    maximum: 60_000,
    default: 120,
  }),
  incident_every: Type.String({
    description: 'How often the payment provider has a bad time; the first one comes 20 seconds after the beginning.',
    pattern: durationPattern,
    default: '15m',
  }),
  incident: Type.String({ description: 'How long each bad time lasts.', pattern: durationPattern, default: '100s' }),
})

const second_ms = 1000
const tillFirst_ms = 5000
const till_ms = 600_000
/** Nobody stays longer. */
const visit_s = 300

export default defineSimulator({
  name: 'web_traffic',
  summary:
    'The requests of a small web shop: visits, orders, slow and failing payments, and an amount now and then that is no number.',
  options,
  example: { visitors: 120, incident_every: '15m', incident: '100s' },

  start({ visitors, incident_every, incident }, { seed, begin_ms }) {
    const isBadAt = badTimes({ begin_ms, every_ms: parseDuration(incident_every), for_ms: parseDuration(incident) })
    /** The requests of those who came in a second, by that second. */
    const visits = new Map<number, WebRequest[]>()
    const visitsOf = (second: number): WebRequest[] => {
      const known = visits.get(second)
      if (known) return known
      const random = randomFrom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b))
      const count = poisson((visitors / 60) * busyness(second * second_ms), random)
      const requests = Array.from({ length: count }, () => {
        const at_ms = second * second_ms + Math.floor(random() * second_ms)
        return requestsOf(at_ms, random, isBadAt)
      })
      const made = requests.flat()
      visits.set(second, made)
      return made
    }
    return {
      between(from_ms, until_ms) {
        // Those who came earlier are still there, also at the beginning.
        const first = Math.floor(from_ms / second_ms) - visit_s
        const last = Math.ceil(until_ms / second_ms)
        for (const second of visits.keys()) if (second < first) visits.delete(second)
        const found = tillOrders(begin_ms, from_ms, until_ms)
        for (let second = first; second < last; second++) found.push(...visitsOf(second))
        return found
          .filter(({ at_ms }) => at_ms >= from_ms && at_ms < until_ms)
          .sort((a, b) => a.at_ms - b.at_ms)
          .map(({ line }) => line)
      },
    }
  },
})

/** Seldom, and the first one soon. */
function tillOrders(begin_ms: number, from_ms: number, until_ms: number): WebRequest[] {
  const first_ms = begin_ms + tillFirst_ms
  const orders: WebRequest[] = []
  const skipped = Math.max(0, Math.ceil((from_ms - first_ms) / till_ms))
  for (let at_ms = first_ms + skipped * till_ms; at_ms < until_ms; at_ms += till_ms) orders.push(tillOrder(at_ms))
  return orders
}

/** The share of the visitors of a busy hour, by the hour in UTC: most in the evening, few at night. */
function busyness(at_ms: number): number {
  const hour = (at_ms / 3_600_000) % 24
  return 0.65 + 0.35 * Math.sin(((hour - 13) / 24) * 2 * Math.PI)
}

/** How many of many rare things happen (Knuth, The Art of Computer Programming, volume 2, 3.4.1). */
function poisson(mean: number, random: () => number): number {
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * (random() + random() + random() - 1.5) * 2))
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = random(); product > limit; product *= random()) count++
  return count
}
