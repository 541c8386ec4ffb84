import { useEffect, useState } from 'react'
import { eventsOf } from '../client/event-stream.ts'

const kept = 5
/** Faster than this nobody reads: what comes meanwhile is shown together. */
const pause_ms = 500

/** The latest records of a stream as they come, the newest first; undefined until it answers. */
export function useTail(stream: string): readonly string[] | undefined {
  const [lines, setLines] = useState<readonly string[]>()
  useEffect(() => {
    const stop = new AbortController()
    let latest: readonly string[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    const show = () => {
      timer = undefined
      setLines(latest)
    }
    const follow = async () => {
      const path = `/api/tail/${encodeURIComponent(stream)}?last=${kept}`
      for await (const line of eventsOf(path, stop.signal)) {
        latest = [line, ...latest].slice(0, kept)
        timer ??= setTimeout(show, pause_ms)
      }
    }
    // A stream that cannot be followed has no records to show; the page says what is lost elsewhere.
    follow().catch(() => stop.signal.aborted || setLines(latest))
    timer = setTimeout(show, pause_ms)
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [stream])
  return lines
}
