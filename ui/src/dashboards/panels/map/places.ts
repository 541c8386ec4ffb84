/** Where rows are: points, tracks, and points near one another as one. */
import { frameOf, labelOf, numberOf } from '../../../lib/frame.ts'
import { type Answer, columnOf, groupsOf, type Options, timeOf } from '../choice.ts'

export interface Spot {
  readonly longitude: number
  readonly latitude: number
  readonly value: number | null
  readonly name: string
  readonly group: string
  readonly time: number | undefined
}

/** Rows without a place on earth are left out. */
export function spotsOf(answer: Answer, options: Options): Spot[] {
  const { time, values, labels, rows } = frameOf(answer)
  const named = (form: RegExp) => values.find((name) => form.test(name))
  const latitude = columnOf(answer, options, 'latitude', named(/(^|[._])lat(itude)?$/i))
  const longitude = columnOf(answer, options, 'longitude', named(/(^|[._])(lon|lng|long|longitude)$/i))
  if (latitude === undefined || longitude === undefined) return []
  const others = values.filter((name) => name !== latitude && name !== longitude)
  const value = columnOf(answer, options, 'value', others[0])
  const label = columnOf(answer, options, 'label', labels[0])
  const group = columnOf(answer, options, 'group', labels[0])
  return rows.flatMap((row) => {
    const [north, east] = [numberOf(row[latitude]), numberOf(row[longitude])]
    if (north === null || east === null || Math.abs(north) > 90 || Math.abs(east) > 180) return []
    return {
      longitude: east,
      latitude: north,
      value: value === undefined ? null : numberOf(row[value]),
      name: label === undefined ? '' : labelOf(row[label]),
      group: group === undefined ? '' : labelOf(row[group]),
      time: time === undefined ? undefined : timeOf(row[time]),
    }
  })
}

export interface Extent {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/** What holds them all. */
export function extentAround(extents: readonly Extent[]): Extent {
  return {
    west: Math.min(...extents.map(({ west }) => west)),
    south: Math.min(...extents.map(({ south }) => south)),
    east: Math.max(...extents.map(({ east }) => east)),
    north: Math.max(...extents.map(({ north }) => north)),
  }
}

/** All spots with some room around, and never less than about a hundred kilometres. */
export function extentOf(spots: readonly Pick<Spot, 'longitude' | 'latitude'>[]): Extent {
  if (spots.length === 0) return { west: -170, south: -56, east: 180, north: 78 }
  // Not by Math.min(...): there may be a hundred thousand.
  const first = { west: 180, south: 90, east: -180, north: -90 }
  const { west, south, east, north } = spots.reduce(
    (found, { longitude, latitude }) => ({
      west: Math.min(found.west, longitude),
      south: Math.min(found.south, latitude),
      east: Math.max(found.east, longitude),
      north: Math.max(found.north, latitude),
    }),
    first,
  )
  const room = Math.max(0.5, (east - west) * 0.08, (north - south) * 0.08)
  return {
    west: Math.max(-180, west - room),
    south: Math.max(-85, south - room),
    east: Math.min(180, east + room),
    north: Math.min(85, north + room),
  }
}

export interface Cluster {
  readonly longitude: number
  readonly latitude: number
  readonly count: number
  readonly value: number | null
  /** Of one spot alone. */
  readonly name: string
}

/** Spots in the same square of this many degrees are one, in their middle; where two such come nearer than that, they are one, too. */
export function clustersOf(spots: readonly Spot[], degrees: number): Cluster[] {
  const cellOf = ({ longitude, latitude }: Spot) =>
    `${Math.floor(longitude / degrees)} ${Math.floor(latitude / degrees)}`
  const cells = [...Map.groupBy(spots, cellOf).values()].map((members) =>
    together(members.map((spot) => ({ ...spot, count: 1 }))),
  )
  const clusters: Cluster[] = []
  for (const cell of cells.sort((a, b) => b.count - a.count)) {
    const near = clusters.findIndex(
      ({ longitude, latitude }) => Math.hypot(longitude - cell.longitude, latitude - cell.latitude) < degrees * nearest,
    )
    if (near < 0) clusters.push(cell)
    else clusters[near] = together([clusters[near]!, cell])
  }
  return clusters
}

/** Of the side of a square. */
const nearest = 0.8

function together(members: readonly Cluster[]): Cluster {
  const count = members.reduce((sum, one) => sum + one.count, 0)
  const mean = (of: (one: Cluster) => number) => members.reduce((sum, one) => sum + of(one) * one.count, 0) / count
  const known = members.flatMap(({ value }) => value ?? [])
  return {
    longitude: mean(({ longitude }) => longitude),
    latitude: mean(({ latitude }) => latitude),
    count,
    value: known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0),
    name: count === 1 ? members[0]!.name : '',
  }
}

export interface Track {
  readonly name: string
  readonly spots: readonly Spot[]
}

/** The way of each group in time. */
export function tracksOf(spots: readonly Spot[]): Track[] {
  return [...groupsOf(spots as readonly (Spot & Record<string, unknown>)[], 'group')].map(([name, members]) => ({
    name,
    spots: (members as unknown as Spot[]).sort((a, b) => (a.time ?? 0) - (b.time ?? 0)),
  }))
}
