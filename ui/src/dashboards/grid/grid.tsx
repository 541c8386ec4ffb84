import { type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react'
import type { GridPlace } from '../../../../src/model/dashboard.ts'
import { gridColumns } from '../../lib/grid-columns.ts'
import classes from './grid.module.css'
import { inOrder, type Places, place } from './layout.ts'

/** Of the grid in pixels; `grid.module.css` has them, too. */
const row_px = 40
const gap_px = 12

export interface Handles {
  /** What the panel is moved by: with the pointer, or with the arrows. */
  readonly onMove: (event: PointerEvent<HTMLElement>) => void
  readonly onResize: (event: PointerEvent<HTMLElement>) => void
  readonly onKey: (event: KeyboardEvent<HTMLElement>) => void
}

interface GridProps {
  readonly places: Places
  /** Absent where nothing may be moved. */
  readonly onPlaces?: ((places: Places) => void) | undefined
  readonly children: (name: string, handles: Handles | undefined) => ReactNode
}

/** Panels in their places. On a phone they stand one below the other. */
export function Grid({ places, onPlaces, children }: GridProps) {
  const grid = useRef<HTMLDivElement>(null)
  const [moving, setMoving] = useState<Places>()
  const shown = moving ?? places

  const follow = (name: string, isResize: boolean) => (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    event.preventDefault()
    const handle = event.currentTarget
    handle.setPointerCapture(event.pointerId)
    const start = places[name]!
    const cell_px = (grid.current!.clientWidth + gap_px) / gridColumns
    const { clientX, clientY } = event
    let last = places
    const move = (to: globalThis.PointerEvent) => {
      const x = Math.round((to.clientX - clientX) / cell_px)
      const y = Math.round((to.clientY - clientY) / (row_px + gap_px))
      last = place(places, name, shifted(start, x, y, isResize))
      setMoving(last)
    }
    const end = () => {
      handle.removeEventListener('pointermove', move)
      handle.removeEventListener('pointerup', end)
      handle.removeEventListener('pointercancel', end)
      setMoving(undefined)
      if (last !== places) onPlaces?.(last)
    }
    handle.addEventListener('pointermove', move)
    handle.addEventListener('pointerup', end)
    handle.addEventListener('pointercancel', end)
  }
  const step = (name: string) => (event: KeyboardEvent<HTMLElement>) => {
    const [x, y] = steps[event.key] ?? []
    if (x === undefined || y === undefined) return
    event.preventDefault()
    event.stopPropagation()
    onPlaces?.(place(places, name, shifted(places[name]!, x, y, event.shiftKey)))
    // A panel that stands elsewhere among the others by now has lost it.
    const handle = event.currentTarget
    requestAnimationFrame(() => handle.focus())
  }
  return (
    <div ref={grid} className={classes.grid} data-editing={onPlaces ? true : undefined}>
      {inOrder(shown).map(([name, at]) => (
        <div key={name} className={classes.item} data-small={(at.w <= 3 && at.h <= 3) || undefined} style={styleOf(at)}>
          {children(name, onPlaces && { onMove: follow(name, false), onResize: follow(name, true), onKey: step(name) })}
        </div>
      ))}
    </div>
  )
}

/** On a phone the sheet of styles has its own. */
function styleOf({ x, y, w, h }: GridPlace): CSSProperties {
  return { '--across': `${x + 1} / span ${w}`, '--down': `${y + 1} / span ${h}`, '--rows': h } as CSSProperties
}

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

function shifted({ x, y, w, h }: GridPlace, dx: number, dy: number, isResize: boolean): GridPlace {
  return isResize ? { x, y, w: Math.min(w + dx, gridColumns - x), h: h + dy } : { x: x + dx, y: y + dy, w, h }
}
