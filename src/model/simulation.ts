/** A simulated world at work. The same seed, beginning and times give the same lines. */
export interface Simulation {
  /** The lines, JSON for the most part, of what happens from the one time until before the other, in milliseconds since 1970. */
  between(from_ms: number, until_ms: number): string[]
}

/** The simulators, as they are handed to sources: kinds do not import each other. Implemented by `simulators/open.ts`. */
export interface Simulators {
  /** Loads a simulator and checks its options; UserError with the names that exist when there is none. */
  open(name: string, options?: Readonly<Record<string, unknown>>): Promise<OpenSimulator>
}

export interface OpenSimulator {
  readonly name: string
  start(beginning: SimulationStart): Simulation
}

export interface SimulationStart {
  readonly seed: number
  /** When the world began, in milliseconds since 1970. */
  readonly begin_ms: number
}
