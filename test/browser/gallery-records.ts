import { randomFrom } from '../../src/lib/random.ts'

const cities = [
  ['Spain', 'Madrid', 40.42, -3.7],
  ['Spain', 'Sevilla', 37.39, -5.98],
  ['Spain', 'A Coruña', 43.36, -8.41],
  ['Portugal', 'Lisboa', 38.72, -9.14],
  ['France', 'Toulouse', 43.6, 1.44],
] as const
const states = ['ok', 'ok', 'ok', 'ok', 'pending', 'firing']

/** Vans between cities over the last day, the same for the same number: where each was, how fast, and how it was. */
export function tripRecords(count: number, until: Date): Record<string, unknown>[] {
  const draw = randomFrom(11)
  const pick = <T>(list: readonly T[]) => list[Math.floor(draw() * list.length)]!
  return Array.from({ length: count }, (_, i) => {
    const van = i % cities.length
    const [country, city, latitude, longitude] = cities[van]!
    const age_s = Math.floor((i / count) * 86_400)
    const way = age_s / 86_400
    return {
      time: new Date(until.getTime() - age_s * 1000).toISOString(),
      van: `van-${van + 1}`,
      country,
      from: city,
      to: pick(cities)[1],
      latitude: latitude + Math.sin(way * 9 + van) * 1.4,
      longitude: longitude + way * 3 + Math.cos(way * 7 + van) * 0.8,
      speed: Math.round(30 + draw() * 60 + (draw() < 0.02 ? 90 : 0)),
      load_kg: Math.round(200 + draw() * 900 + van * 150),
      litres: Math.round((5 + draw() * 6 + van) * 10) / 10,
      state: pick(states),
      stage: pick(['seen', 'seen', 'seen', 'seen', 'seen', 'seen', 'seen', 'cart', 'cart', 'cart', 'paid']),
    }
  })
}
