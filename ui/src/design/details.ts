import { useRef } from 'react'

const isStacked = '(max-width: 720px)'

/** What a page shows of that which was chosen: where all stands in one column it comes far below the choice, and is brought into sight. */
export function useDetails() {
  const details = useRef<HTMLDivElement>(null)
  const show = () => {
    if (!window.matchMedia(isStacked).matches) return
    requestAnimationFrame(() => details.current?.scrollIntoView({ block: 'start' }))
  }
  return { details, show }
}
