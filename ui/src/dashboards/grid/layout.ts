/** Places in the grid: nothing overlaps, and nothing floats. Pure. */
import type { GridPlace } from '../../../../src/model/dashboard.ts'
import { gridColumns } from '../../lib/grid-columns.ts'

const highest = 40

export type Places = Readonly<Record<string, GridPlace>>

/** One is put where somebody wants it; the others make room, and all move up as far as they can. */
export function place(places: Places, name: string, wanted: GridPlace): Places {
  const w = clamp(wanted.w, 1, gridColumns)
  const moved = { w, h: clamp(wanted.h, 1, highest), x: clamp(wanted.x, 0, gridColumns - w), y: Math.max(0, wanted.y) }
  const settled: [string, GridPlace][] = [[name, moved]]
  for (const [other, at] of inOrder(places)) {
    if (other !== name) settled.push([other, freeFrom(at, settled)])
  }
  return rise(Object.fromEntries(settled))
}

/** Without gaps above. */
export function rise(places: Places): Places {
  const settled: [string, GridPlace][] = []
  for (const [name, at] of inOrder(places)) {
    let up = freeFrom(at, settled)
    while (up.y > 0 && !collides({ ...up, y: up.y - 1 }, settled)) up = { ...up, y: up.y - 1 }
    settled.push([name, up])
  }
  return Object.fromEntries(settled)
}

/** Where one of this size has room: below all others. */
export function placeBelow(places: Places, w: number, h: number): GridPlace {
  return { x: 0, y: Math.max(0, ...Object.values(places).map(({ y, h }) => y + h)), w, h }
}

/** As they are read: row by row. */
export function inOrder(places: Places): [string, GridPlace][] {
  return Object.entries(places).sort(([, a], [, b]) => a.y - b.y || a.x - b.x)
}

function freeFrom(at: GridPlace, settled: readonly (readonly [string, GridPlace])[]): GridPlace {
  let free = at
  while (collides(free, settled)) free = { ...free, y: free.y + 1 }
  return free
}

function collides(a: GridPlace, settled: readonly (readonly [string, GridPlace])[]): boolean {
  return settled.some(([, b]) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h)
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value))
}
