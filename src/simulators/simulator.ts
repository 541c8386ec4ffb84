/**
 * A simulator makes what some world would send: the requests of a shop's visitors, the measurements of sensors. Each record says that
 * it is simulated. It is pure: the clock and the seed are given, so that the same times give the same records again.
 */
import type { Static, TObject } from 'typebox'
import type { Simulation, SimulationStart } from '../model/simulation.ts'

export interface SimulatorDeclaration<Options extends TObject = TObject> {
  readonly name: string
  /** One sentence with a full stop. */
  readonly summary: string
  readonly options: Options
  /** Options that the contract test and the docs use. */
  readonly example: Static<Options>
  start(options: Static<Options>, beginning: SimulationStart): Simulation
}

/** Declares a simulator; the types of its options follow from their schema. */
export function defineSimulator<Options extends TObject>(
  declaration: SimulatorDeclaration<Options>,
): SimulatorDeclaration<Options> {
  return declaration
}
