/**
 * Keys that work wherever nothing is being typed. A component declares its own with `useKeys` while it is shown; the list of what works
 * now is what `?` shows.
 */
import { useEffect, useRef, useSyncExternalStore } from 'react'

export interface Key {
  /** As in `KeyboardEvent.key`; `mod+k` is Ctrl+K, on a Mac Cmd+K. */
  readonly key: string
  /** What it does, in the language of the person. */
  readonly does: string
  readonly act: (event: KeyboardEvent) => void
  /** It works while something is typed, too. */
  readonly always?: boolean
}

export interface KeyGroup {
  readonly title: string
  readonly keys: readonly Key[]
}

let groups: readonly { current: KeyGroup }[] = []
const listeners = new Set<() => void>()

export function useKeys(title: string, keys: readonly Key[]): void {
  const group = useRef<KeyGroup>({ title, keys })
  group.current = { title, keys }
  useEffect(() => {
    change([...groups, group])
    return () => change(groups.filter((each) => each !== group))
  }, [])
}

export function useKeyGroups(): readonly KeyGroup[] {
  return useSyncExternalStore(subscribe, () => groups).map(({ current }) => current)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function change(next: typeof groups): void {
  groups = next
  for (const listener of listeners) listener()
}

addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.altKey) return
  const isMod = event.ctrlKey || event.metaKey
  const pressed = `${isMod ? 'mod+' : ''}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`
  // The page's own come before those of the shell.
  for (const { current } of groups.toReversed()) {
    const key = current.keys.find(({ key, always }) => key === pressed && (always || isFree(event.target)))
    if (!key) continue
    event.preventDefault()
    key.act(event)
    return
  }
})

function isFree(target: EventTarget | null): boolean {
  const element = target instanceof Element ? target : undefined
  if (element?.closest('[role="dialog"], [role="menu"], [role="listbox"]')) return false
  return !element?.closest('input, textarea, select, [contenteditable="true"]')
}
