import type { River } from './graph.ts'

/** Each origin has a colour of the series, which what flows from it keeps; what is rejected is amber, wherever it comes from. */
export function colorsOf({ nodes, edges }: River): ReadonlyMap<string, string> {
  // The second colour of the series is amber.
  const palette = ['--s1', '--s3', '--s7', '--s5', '--s4', '--s6', '--s8']
  const colors = new Map<string, string>()
  let origins = 0
  for (const { id, kind } of nodes.toSorted((a, b) => a.stage - b.stage)) {
    const from = edges.find(({ to, from }) => to === id && colors.has(from))?.from
    if (kind === 'rejected') colors.set(id, 'var(--warn)')
    else colors.set(id, from ? colors.get(from)! : `var(${palette[origins++ % palette.length]})`)
  }
  return colors
}
