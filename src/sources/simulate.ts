import { Type } from 'typebox'
import { durationPattern, parseDuration } from '../lib/duration.ts'
import { defineSource, type SourceContext } from './source.ts'

/** When the simulated world began: it goes on in the same one after a start. */
interface SimulateCursor {
  readonly begin_ms: number
}

export default defineSource({
  name: 'simulate',
  summary: 'Makes records that say of themselves that they are simulated, to try things on before real ones come.',
  options: Type.Object({
    simulator: Type.String({ description: 'What is simulated.', default: 'web_traffic' }),
    with: Type.Record(Type.String(), Type.Unknown(), { description: 'Options of the simulator.', default: {} }),
    seed: Type.Integer({ description: 'Another number gives another world of the same kind.', default: 1 }),
    interval: Type.String({
      description: 'How often what has happened is told.',
      pattern: durationPattern,
      default: '1s',
    }),
  }),
  example: { simulator: 'web_traffic', with: { visitors: 120 }, seed: 1, interval: '1s' },

  // What would have happened while nobody looked is not made up afterwards.
  async *read(options, { cursor, simulators, signal, sleep }: SourceContext<SimulateCursor>) {
    const simulator = await simulators.open(options.simulator, options.with)
    const every_ms = parseDuration(options.interval)
    const begin_ms = cursor?.begin_ms ?? Date.now()
    const simulation = simulator.start({ seed: options.seed, begin_ms })
    for (let from_ms = Date.now(); !signal.aborted; ) {
      await sleep(every_ms)
      if (signal.aborted) return
      const until_ms = Math.max(from_ms, Date.now())
      const lines = simulation.between(from_ms, until_ms)
      from_ms = until_ms
      if (lines.length === 0) continue
      yield { bytes: Buffer.from(`${lines.join('\n')}\n`), count: lines.length, cursor: { begin_ms } }
    }
  },
})
