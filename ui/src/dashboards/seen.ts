import { useCallback, useState } from 'react'

/** The panels that are in sight, or nearly. */
export function useSeen() {
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set())
  const note = useCallback((name: string, isSeen: boolean) => {
    setSeen((old) => {
      if (old.has(name) === isSeen) return old
      const next = new Set(old)
      if (isSeen) next.add(name)
      else next.delete(name)
      return next
    })
  }, [])
  return { seen, note }
}
