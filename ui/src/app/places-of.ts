import { type Me, useMe } from '../client/who.ts'
import type { Place } from './place.ts'
import { places } from './places.ts'

/** The places that somebody may see, in the order of the rail. */
export function placesOf(me: Me | undefined): readonly Place[] {
  return places.filter((place) => isOpenTo(me, place))
}

export function isOpenTo(me: Me | undefined, { needs, isOfAll }: Place): boolean {
  if (isOfAll && me?.tenant) return false
  return needs === undefined || (me?.may.includes(needs) ?? false)
}

export function usePlaces(): readonly Place[] {
  return placesOf(useMe())
}

/** Where somebody begins. */
export function startOf(me: Me | undefined): Place {
  return placesOf(me).find(({ icon }) => icon) ?? places.at(-1)!
}
