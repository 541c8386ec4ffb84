import type { Chance } from './chance.ts'
import { dayAfter, type Reading, rounded } from './reading.ts'

export interface StationsOptions {
  readonly places: number
  /** The first day, a Monday. */
  readonly from: string
  readonly weeks: number
}

/** What the stations measured: a year's wave, weather, here and there a restless day, days and a whole month without a value. */
export function measure({ places, from, weeks }: StationsOptions, chance: Chance): Reading[] {
  const readings: Reading[] = []
  for (let number = 1; number <= places; number++) {
    const place = `P-${String(number).padStart(2, '0')}`
    const silent = dayAfter(from, chance.whole(0, weeks * 7)).slice(0, 7)
    const isEverSilent = chance.happens(0.5)
    const warmth = chance.between(12, 18)
    let weather = 0
    for (let day = 0; day < weeks * 7; day++) {
      const date = dayAfter(from, day)
      weather = 0.8 * weather + chance.between(-0.8, 0.8)
      const mean = rounded(warmth + 7 * Math.sin(((dayOfYear(date) - 110) / 365.25) * 2 * Math.PI) + weather, 2)
      const sd = spread(chance)
      if (chance.happens(0.02) || (isEverSilent && date.startsWith(silent))) continue
      readings.push({ date, place, mean, sd })
    }
  }
  return readings
}

/** Mostly calm; a few days lie above 0.5, and a few exactly on it. */
function spread(chance: Chance): number {
  if (chance.happens(0.03)) return rounded(chance.between(0.51, 1.6), 2)
  return chance.happens(0.01) ? 0.5 : rounded(chance.between(0.02, 0.45), 2)
}

function dayOfYear(date: string): number {
  return (Date.parse(date) - Date.parse(`${date.slice(0, 4)}-01-01`)) / 86_400_000
}
