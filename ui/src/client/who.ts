/**
 * Who this browser is to the server, and what they may do. When the session ends, what is shown stays, so that nothing that was typed
 * is lost: the person signs in again over it.
 */
import { useSyncExternalStore } from 'react'
import type { Routes } from './api.gen.ts'
import { ApiError, ask, onRefused } from './api.ts'
import { type Brand, showBrand } from './brand.ts'
import { onConnection } from './connection.ts'
import { queryClient } from './query-client.ts'
import { token } from './token.ts'

export type Me = NonNullable<Routes['GET /api/session']['answer']['me']>
export type Right = Me['may'][number]

export interface Who {
  /** Nobody is signed in without it. */
  readonly me?: Me
  /** The name of the project that runs. */
  readonly project?: string
  /** How it is shown. */
  readonly brand?: Brand
  /** There are no people yet. */
  readonly isFirst: boolean
  /** The session of `me` has ended while their page was open. */
  readonly hasEnded: boolean
}

let who: Who | undefined
let asking: Promise<void> | undefined
const listeners = new Set<() => void>()

export function useWho(): Who | undefined {
  return useSyncExternalStore(subscribe, () => who)
}

/** Of somebody who is signed in. */
export function useMe(): Me | undefined {
  return useWho()?.me
}

/** The same outside of components. */
export function meNow(): Me | undefined {
  return who?.me
}

export function useMay(right: Right | undefined): boolean {
  const me = useMe()
  return right === undefined || (me?.may.includes(right) ?? false)
}

/** Asks the server once, however many ask here. */
export function askWho(): Promise<void> {
  asking ??= look().finally(() => {
    asking = undefined
  })
  return asking
}

/** After somebody has shown who they are. Another person begins with a new page. */
export async function enter(): Promise<void> {
  const before = who?.me
  token.set(undefined)
  await askWho()
  if (before && before.name !== who?.me?.name) location.assign('/ui/')
  else await queryClient.invalidateQueries()
}

/** With a token instead; throws `unauthorized` for one that nobody has. */
export async function enterWithToken(secret: string): Promise<void> {
  const before = token.value
  token.set(secret)
  await askWho()
  if (who?.me && !who.hasEnded) return queryClient.invalidateQueries()
  token.set(before)
  throw new ApiError({ code: 'unauthorized', message: 'cannot tell who asks: the token is not valid' })
}

/** Nothing of what was shown is kept. */
export async function leave(): Promise<void> {
  if (who?.me?.is_person && !who.hasEnded) await ask('DELETE /api/session')
  token.set(undefined)
  location.assign('/ui/')
}

async function look(): Promise<void> {
  const { me, first, brand, project = who?.project } = await ask('GET /api/session')
  showBrand(brand)
  const hasEnded = !me && who?.me !== undefined
  const shown = me ?? who?.me
  change({
    ...(shown ? { me: shown } : {}),
    ...(project === undefined ? {} : { project }),
    ...(brand ? { brand } : {}),
    isFirst: first,
    hasEnded,
  })
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function change(next: Who): void {
  who = next
  for (const listener of listeners) listener()
}

function askAgain(): void {
  // Where it cannot be asked, the connection is asked until it can.
  askWho().catch(() => {})
}

onRefused(askAgain)
// Who comes back learns at once that the session has ended, not with what they do next.
addEventListener('focus', () => {
  if (who?.me) askAgain()
})
onConnection((isLost) => {
  if (!isLost) askAgain()
})
