import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Chance } from './chance.ts'
import type { Delivery } from './delivery.ts'
import { writeCleanly, writeDirtily } from './file.ts'
import { byWeek, dayAfter, type Reading } from './reading.ts'
import { readingsOfLake, readingsOfRiver } from './series.ts'

export const kindsOfSeries = ['river', 'lake'] as const
export type KindOfSeries = (typeof kindsOfSeries)[number]

/** Weekly files of the series in a folder, in the order of time; dirty ones with a seed. */
export async function adapt(folder: string, kind: KindOfSeries, seed?: number): Promise<Delivery[]> {
  const readings = await readingsIn(folder, kind)
  const chance = seed === undefined ? undefined : new Chance(seed)
  return [...byWeek(readings)].map(([week, readings]) => {
    const name = `${kind}-${week}.csv`
    const file = chance ? writeDirtily(name, readings, chance) : writeCleanly(name, readings)
    return { day: dayAfter(readings.at(-1)!.date, 1), ...file }
  })
}

async function readingsIn(folder: string, kind: KindOfSeries): Promise<Reading[]> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(`${kind}-temperature-`)).sort()
  const readings: Reading[] = []
  for (const name of names) {
    const text = await readFile(join(folder, name), 'utf8')
    const place = name.replace(/^river-temperature-(.*)\.csv$/, 'river-$1')
    readings.push(...(kind === 'lake' ? readingsOfLake(text) : readingsOfRiver(text, place)))
  }
  return readings
}
