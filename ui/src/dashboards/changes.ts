import { useEffect, useRef } from 'react'
import { eventsOf } from '../client/event-stream.ts'

/** After an interruption. */
const again_ms = 2000

/** Calls whenever the server says that what a dashboard reads has changed: while it is in sight, over one connection. */
export function useChanges(name: string, isFollowed: boolean, onChange: () => void): void {
  const act = useRef(onChange)
  act.current = onChange
  useEffect(() => {
    if (!isFollowed) return
    let stop: AbortController | undefined
    const look = () => {
      stop?.abort()
      stop = undefined
      if (document.visibilityState !== 'visible') return
      stop = new AbortController()
      void follow(name, stop.signal, () => act.current())
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => {
      document.removeEventListener('visibilitychange', look)
      stop?.abort()
    }
  }, [name, isFollowed])
}

async function follow(name: string, signal: AbortSignal, act: () => void): Promise<void> {
  while (!signal.aborted) {
    // Whatever came meanwhile is not known.
    act()
    try {
      for await (const _ of eventsOf(`/api/dashboards/${encodeURIComponent(name)}/changes`, signal)) act()
    } catch {
      // Without a connection the banner says so.
    }
    await new Promise((resolve) => setTimeout(resolve, again_ms))
  }
}
