import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { around, mercator, mostLatitude, tilesIn, worldAround } from '../../ui/src/dashboards/panels/map/mercator.ts'

const longitude = fc.double({ min: -180, max: 180, noNaN: true })
const latitude = fc.double({ min: -85, max: 85, noNaN: true })

describe('Web Mercator', () => {
  it('leads back to where it came from', () => {
    fc.assert(
      fc.property(longitude, latitude, (east, north) => {
        const [x, y] = mercator.unproject(mercator.project([east, north]))
        expect(x).toBeCloseTo(east, 9)
        expect(y).toBeCloseTo(north, 9)
      }),
    )
  })

  it('is a square', () => {
    const [left, top] = mercator.project([-180, mostLatitude])
    const [right, bottom] = mercator.project([180, -90])
    expect([left, top, right, bottom].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([-180, -180, 180, 180])
  })
})

describe('the tiles of a picture', () => {
  const world = fc.record({
    left: fc.double({ min: -1e6, max: 1000, noNaN: true }),
    top: fc.double({ min: -1e6, max: 1000, noNaN: true }),
    side: fc.double({ min: 200, max: 2e6, noNaN: true }),
  })

  it('are those that are known for a place', () => {
    // Of the example on the page: Tokyo from near.
    const [x, y] = mercator.project([139.7006793, 35.6590699])
    const side = 256 * 2 ** 18
    const [left, top] = [50 - ((x + 180) / 360) * side, 50 - ((y + 180) / 360) * side]
    const own = tilesIn({ left, top, side }, 100, 100, 19).filter(
      (tile) => tile.left <= 50 && tile.left + tile.side > 50 && tile.top <= 50 && tile.top + tile.side > 50,
    )
    expect(own).toMatchObject([{ z: 18, x: 232798, y: 103246 }])
  })

  it('exist, cover it within the world, and are not much larger or smaller than they are made', () => {
    fc.assert(
      fc.property(world, fc.integer({ min: 0, max: 22 }), (place, nearest) => {
        const tiles = tilesIn(place, 600, 400, nearest)
        for (const { z, x, y, side } of tiles) {
          expect(z).toBeLessThanOrEqual(nearest)
          expect(x >= 0 && x < 2 ** z && y >= 0 && y < 2 ** z).toBe(true)
          if (z > 0 && z < nearest) expect(side > 180 && side < 363).toBe(true)
        }
        if (place.top >= 400 || place.top + place.side <= 0) {
          expect(tiles).toEqual([])
          return
        }
        expect(Math.min(...tiles.map(({ left }) => left))).toBeLessThanOrEqual(1e-6)
        expect(Math.max(...tiles.map(({ left, side }) => left + side))).toBeGreaterThanOrEqual(600 - 1e-6)
        expect(Math.min(...tiles.map(({ top }) => top))).toBeLessThanOrEqual(Math.max(0, place.top) + 1e-6)
      }),
    )
  })

  it('lie in those from farther', () => {
    fc.assert(
      fc.property(world, fc.integer({ min: 1, max: 4 }), (place, zooms) => {
        const [tile] = tilesIn(place, 600, 400, 22)
        if (!tile || tile.z < zooms) return
        const outer = around(tile, zooms)
        expect(outer).toMatchObject({ z: tile.z - zooms, x: tile.x >> zooms, y: tile.y >> zooms })
        expect(outer.left).toBeLessThanOrEqual(tile.left + 1e-6)
        expect(outer.left + outer.side).toBeGreaterThanOrEqual(tile.left + tile.side - 1e-3)
      }),
    )
  })

  it('of an extent show all of it', () => {
    const { left, side } = worldAround({ west: -90, east: 90, north: 60, south: -60 }, 600, 400)
    expect(side).toBeCloseTo((400 / (2 * -mercator.project([0, 60])[1])) * 360)
    expect(left + side / 2).toBeCloseTo(300)
  })
})
