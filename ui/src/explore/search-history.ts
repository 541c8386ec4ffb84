/** The searches of this browser: the last ones by themselves, others because they were saved under a name. */
import { useSyncExternalStore } from 'react'

export interface KeptSearch {
  /** Absent on recent ones. */
  readonly name?: string
  /** The address, without its place. */
  readonly search: Readonly<Record<string, string>>
}

const recentCap = 20
const keys = { recent: 'caudal.explore.recent', saved: 'caudal.explore.saved' } as const
type List = keyof typeof keys

const lists: Record<List, readonly KeptSearch[]> = { recent: read('recent'), saved: read('saved') }
const listeners = new Set<() => void>()

function read(list: List): readonly KeptSearch[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keys[list]) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isSearch) : []
  } catch {
    return []
  }
}

function isSearch(value: unknown): value is KeptSearch {
  return typeof value === 'object' && value !== null && 'search' in value && typeof value.search === 'object'
}

function change(list: List, next: readonly KeptSearch[]): void {
  lists[list] = next
  localStorage.setItem(keys[list], JSON.stringify(next))
  for (const listener of listeners) listener()
}

export function noteSearch(search: KeptSearch['search']): void {
  if (!search.q) return
  const { record: _, refresh: __, ...rest } = search
  const others = lists.recent.filter((each) => each.search.q !== rest.q || each.search.mode !== rest.mode)
  change('recent', [{ search: rest }, ...others].slice(0, recentCap))
}

export function saveSearch(name: string, search: KeptSearch['search']): void {
  change('saved', [...lists.saved.filter((each) => each.name !== name), { name, search }])
}

export function removeSearch(name: string): void {
  change(
    'saved',
    lists.saved.filter((each) => each.name !== name),
  )
}

export function useSearches(list: List): readonly KeptSearch[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => lists[list],
  )
}
