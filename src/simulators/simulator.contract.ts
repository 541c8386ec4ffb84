/** What every simulator promises; each simulator's own test calls `testSimulator` and adds what is peculiar to it. */
import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import type { SimulatorDeclaration } from './simulator.ts'

const begin_ms = Date.UTC(2024, 2, 1, 12)

export function testSimulator(declared: unknown): void {
  const simulator = declared as SimulatorDeclaration
  const start = (seed = 1) => simulator.start(simulator.example, { seed, begin_ms })

  describe('its declaration', () => {
    it('accepts its own example', () => {
      expect(Value.Errors(simulator.options, simulator.example)).toEqual([])
    })

    it('says in a sentence what it and each option is, with a default', () => {
      expect(simulator.summary).toMatch(/\.$/)
      for (const [name, schema] of Object.entries(simulator.options.properties)) {
        expect(name).toMatch(/^[a-z][a-z_]*$/)
        expect(schema, name).toMatchObject({ description: expect.stringMatching(/\.$/), default: expect.anything() })
      }
    })
  })

  it('gives the same lines for the same seed, and others for another', () => {
    const lines = start().between(begin_ms, begin_ms + 60_000)
    expect(lines.length).toBeGreaterThan(0)
    expect(start().between(begin_ms, begin_ms + 60_000)).toEqual(lines)
    expect(start(2).between(begin_ms, begin_ms + 60_000)).not.toEqual(lines)
  })

  it('gives the same lines however the time is cut, also begun in the middle', () => {
    const whole = start().between(begin_ms, begin_ms + 120_000)
    const simulation = start()
    const pieces = Array.from({ length: 240 }, (_, i) =>
      simulation.between(begin_ms + i * 500, begin_ms + (i + 1) * 500),
    )
    expect(pieces.flat()).toEqual(whole)
    const later = start().between(begin_ms + 60_000, begin_ms + 120_000)
    expect(later).toEqual(whole.slice(-later.length))
  })

  it('says of each record that it is simulated, and when it was, in order', () => {
    const records = start()
      .between(begin_ms, begin_ms + 120_000)
      .map((line) => JSON.parse(line))
    const times = records.map(({ _time }) => Date.parse(_time))
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times[0]).toBeGreaterThanOrEqual(begin_ms)
    expect(times.at(-1)).toBeLessThan(begin_ms + 120_000)
    for (const record of records) expect(record).toMatchObject({ simulated: true })
  })
}
