import { useEffect, useRef } from 'react'

/** Fills the screen, or gives it back. Where that is not allowed, as in a frame of another site, the window is what is filled. */
export function fillScreen(isWanted: boolean): void {
  const { fullscreenElement, documentElement } = document
  if (isWanted) documentElement.requestFullscreen?.().catch(() => {})
  else if (fullscreenElement) document.exitFullscreen().catch(() => {})
}

/** Calls when the screen was given back by the browser's own key, and gives it back when the page is left. */
export function useScreenGivenBack(act: () => void): void {
  const latest = useRef(act)
  latest.current = act
  useEffect(() => {
    const look = () => document.fullscreenElement || latest.current()
    document.addEventListener('fullscreenchange', look)
    return () => {
      document.removeEventListener('fullscreenchange', look)
      fillScreen(false)
    }
  }, [])
}
