/** A closed line of longitude and latitude. */
export type Outline = readonly (readonly [longitude: number, latitude: number])[]

/** One that crosses the 180th meridian goes on behind it, instead of around the whole world. */
export function unwrapped(outline: Outline): Outline {
  const crosses = outline.some(([longitude], i) => i > 0 && Math.abs(longitude - outline[i - 1]![0]) > 180)
  if (!crosses) return outline
  return outline.map(([longitude, latitude]) => [longitude < 0 ? longitude + 360 : longitude, latitude])
}
