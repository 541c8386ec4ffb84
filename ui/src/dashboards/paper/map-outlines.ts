/** The outlines of the countries without a server that has them: they are part of what is built for paper. */
// ECharts takes no map before it knows what maps are.
import '../panels/map.tsx'
import { baseMap, type World } from '../panels/map/base-map.ts'

/** Maps find them made. */
export async function prepareMaps(): Promise<void> {
  await baseMap('coarse', async () => (await import('world-atlas/countries-110m.json')).default as unknown as World)
  await baseMap('fine', async () => (await import('world-atlas/countries-50m.json')).default as unknown as World)
}
