/** What stands where on which page: rows of the grid that no panel crosses stay together. Pure. */
import type { Dashboard, GridPlace } from '../../../../src/model/dashboard.ts'
import { groupsOf } from '../groups.ts'
import type { Box } from './drawing.ts'

export interface Placed extends Box {
  /** A heading of a tab or a section, or the panel of this name. */
  readonly kind: 'heading' | 'panel'
  readonly text: string
}

export interface PageSize {
  readonly width: number
  /** Of what can be filled; infinite for one long page. */
  readonly height: number
}

const row = 40
const gap = 12
const headingHeight = 30
/** Below a heading that has others below it. */
const leastBelow = 150

interface Block {
  readonly heading?: string
  readonly places: readonly (readonly [name: string, at: GridPlace])[]
}

/** Each page from its upper left corner. */
export function pagesOf(dashboard: Dashboard, size: PageSize): Placed[][] {
  const pages: Placed[][] = [[]]
  let top = 0
  const begin = () => {
    if (pages.at(-1)!.length > 0) pages.push([])
    top = 0
  }
  for (const { heading, places } of blocksOf(dashboard)) {
    const bands = bandsOf(places)
    const first = bands[0] ? heightOf(bands[0]) : leastBelow
    if (heading !== undefined) {
      if (top + headingHeight + Math.min(first, size.height - headingHeight) > size.height) begin()
      pages.at(-1)!.push({ kind: 'heading', text: heading, x: 0, y: top, w: size.width, h: headingHeight })
      top += headingHeight
    }
    for (const band of bands) {
      const height = heightOf(band)
      const left = size.height - top
      const isTooHigh = height > size.height
      if (height > left && !(isTooHigh && heading !== undefined && band === bands[0])) begin()
      const scale = Math.min(1, (size.height - top) / height)
      pages.at(-1)!.push(...placed(band, top, size.width, scale))
      top += height * scale + gap
    }
  }
  return pages
}

/** The height of the one long page. */
export function lengthOf(page: readonly Placed[]): number {
  return Math.max(0, ...page.map(({ y, h }) => y + h))
}

function blocksOf(dashboard: Dashboard): Block[] {
  const { tabs = {}, sections = {}, panels } = dashboard
  const shown = new Set<string>()
  const blockOf = (names: readonly string[], heading?: string): Block => {
    const fresh = names.filter((name) => !shown.has(name))
    for (const name of fresh) shown.add(name)
    return { ...(heading === undefined ? {} : { heading }), places: fresh.map((name) => [name, panels[name]!.at]) }
  }
  const tabNames = Object.keys(tabs)
  const all = (tabNames.length === 0 ? [undefined] : tabNames).flatMap((tab) => {
    const blocks = groupsOf(dashboard, tab).map(({ section, names }) =>
      blockOf(names, section === undefined ? undefined : sections[section]!.title),
    )
    const some = blocks.filter(({ places }) => places.length > 0)
    const heading = tab === undefined || some.length === 0 ? [] : [{ heading: tabs[tab]!.title, places: [] }]
    return [...heading, ...some]
  })
  return all
}

/** Panels that stand beside one another, from the top. */
function bandsOf(places: Block['places']): Block['places'][] {
  const bands: (readonly [string, GridPlace])[][] = []
  let bottom = Number.NEGATIVE_INFINITY
  for (const one of [...places].sort(([, a], [, b]) => a.y - b.y || a.x - b.x)) {
    const [, { y, h }] = one
    if (y >= bottom) bands.push([one])
    else bands.at(-1)!.push(one)
    bottom = Math.max(bottom, y + h)
  }
  return bands
}

function heightOf(band: Block['places']): number {
  const rows = Math.max(...band.map(([, { y, h }]) => y + h)) - topOf(band)
  return rows * (row + gap) - gap
}

function topOf(band: Block['places']): number {
  return Math.min(...band.map(([, { y }]) => y))
}

function placed(band: Block['places'], top: number, width: number, scale: number): Placed[] {
  const cell = (width + gap) / 12
  const first = topOf(band)
  return band.map(([text, { x, y, w, h }]) => ({
    kind: 'panel',
    text,
    x: x * cell,
    y: top + (y - first) * (row + gap) * scale,
    w: w * cell - gap,
    h: (h * (row + gap) - gap) * scale,
  }))
}
