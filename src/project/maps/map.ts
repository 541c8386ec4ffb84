import type { Place } from '../../lib/errors.ts'

/** Tiles that maps are drawn on. */
export interface ProjectMap {
  readonly name: string
  /** An address, or a path in the folder of the project, with {z}, {x} and {y} in it. */
  readonly tiles: string
  readonly isAddress: boolean
  readonly attribution?: string
  /** The nearest that they have. */
  readonly zoom: number
  /** Of an address so much stays on disk. */
  readonly keep_bytes: number
  /** Another one for other tiles. */
  readonly version: string
  readonly at: Place
}
