/** Whether the server can be reached. Any request that does not arrive says no; it is asked again until it answers. */
import { useSyncExternalStore } from 'react'

type Listener = (isLost: boolean) => void

const firstWait_ms = 500
const longestWait_ms = 5000

let isLost = false
const listeners = new Set<Listener>()

export function noteLost(): void {
  if (isLost) return
  change(true)
  void ask(firstWait_ms)
}

async function ask(wait_ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, wait_ms))
  const answer = await fetch('/ready', { cache: 'no-store' }).catch(() => undefined)
  if (answer?.ok) change(false)
  else await ask(Math.min(longestWait_ms, wait_ms * 2))
}

function change(value: boolean): void {
  isLost = value
  for (const listener of listeners) listener(value)
}

export function onConnection(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useIsLost(): boolean {
  return useSyncExternalStore(onConnection, () => isLost)
}
