import { type Me, useMe } from '../client/who.ts'
import type { Place } from './place.ts'
import { places } from './places.ts'

/** The places that somebody may see, in the order of the rail. */
export function placesOf(me: Me | undefined): readonly Place[] {
  return places.filter(({ needs }) => needs === undefined || me?.may.includes(needs))
}

export function usePlaces(): readonly Place[] {
  return placesOf(useMe())
}

/** Where somebody begins. */
export function startOf(me: Me | undefined): Place {
  return placesOf(me).find(({ icon }) => icon) ?? places.at(-1)!
}
