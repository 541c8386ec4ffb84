import { Chance } from './chance.ts'
import { onlyPlace, type WeeklyFile, writeDirtily } from './file.ts'
import { byWeek, dayAfter, type Reading, rounded } from './reading.ts'
import { measure, type StationsOptions } from './stations.ts'

/** A file, and the day on which it is dropped. */
export interface Delivery extends WeeklyFile {
  readonly day: string
}

interface Parcel {
  readonly name: string
  readonly day: string
  readonly readings: readonly Reading[]
}

/** Weekly files in the order in which they arrive, some of them weeks late; the same for the same seed. */
export function deliver(options: StationsOptions & { readonly seed: number }): Delivery[] {
  const chance = new Chance(options.seed)
  const parcels = [...byWeek(measure(options, chance))].flatMap(([week, readings]) => pack(week, readings, chance))
  const inOrder = parcels.toSorted((a, b) => (a.day === b.day ? (a.name < b.name ? -1 : 1) : a.day < b.day ? -1 : 1))
  const known = new Map<string, Reading>()
  return inOrder.map(({ name, day, readings }) => {
    const places = new Set(readings.map(({ place }) => place))
    const earlier = [...known.values()].filter(({ place }) => places.has(place))
    const rows = [...readings, ...again(earlier, chance)]
    for (const reading of rows) known.set(`${reading.place} ${reading.date}`, reading)
    return { day, ...writeDirtily(name, rows, chance) }
  })
}

/** The files of a week: one, or now and then one more for the place that writes its own, without a column for it. */
function pack(week: string, readings: readonly Reading[], chance: Chance): Parcel[] {
  const arrives = (weeks: number) => dayAfter(readings[0]!.date, 7 + 7 * weeks)
  const late = chance.happens(0.1) ? chance.whole(1, 8) : 0
  if (!chance.happens(0.2)) return [{ name: `${week}.csv`, day: arrives(late), readings }]
  const [own, others] = [true, false].map((isOwn) => readings.filter(({ place }) => (place === onlyPlace) === isOwn))
  return [
    { name: `${week}-${onlyPlace}.csv`, day: arrives(late), readings: own! },
    { name: `${week}.csv`, day: arrives(0), readings: others! },
  ].filter(({ readings }) => readings.length > 0)
}

/** Rows of other weeks: as they were, or with a corrected mean. */
function again(known: readonly Reading[], chance: Chance): Reading[] {
  if (known.length === 0) return []
  const repeated = chance.happens(0.25) ? Array.from({ length: chance.whole(1, 8) }, () => chance.pick(known)) : []
  if (!chance.happens(0.15)) return repeated
  const wrong = chance.pick(known)
  return [...repeated, { ...wrong, mean: rounded(wrong.mean + chance.pick([-1.5, 0.25, 2]), 2) }]
}
