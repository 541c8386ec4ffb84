import { Value } from 'typebox/value'
import type { Simulators } from '../model/simulation.ts'
import { findSimulator } from './index.ts'

/** The simulators as they are handed to sources. */
export function createSimulators(): Simulators {
  return {
    open: async (name, options = {}) => {
      const simulator = await findSimulator(name)
      const complete = Value.Default(simulator.options, { ...options }) as Record<string, unknown>
      return { name, start: (beginning) => simulator.start(complete, beginning) }
    },
  }
}
