import type { ErrorBody } from '../lib/errors.ts'

/** What `GET /api/project/{section}/{name}` answers. */
export interface DeclaredPart {
  readonly section: string
  readonly name: string
  /** YAML, as the project file has it; absent for what the file does not write. */
  readonly text?: string
  /** What the text says, the names of variables as they stand there, plain secrets as `[hidden]`. */
  readonly declaration?: unknown
  /** Which version of it that is: whoever changes it sends it as If-Match. */
  readonly version?: string
  readonly options: readonly DeclaredOption[]
}

/** What a change of a part is answered. */
export interface SavedPart {
  readonly section: string
  readonly name: string
  /** Absent for one that was removed. */
  readonly version?: string
  /** Whether the project has been read with it: otherwise it will be. */
  readonly applied: boolean
  /** The variables of `.env` that hold its new secrets. */
  readonly variables: readonly string[]
  /** What went wrong when the project went on with it. */
  readonly problems: readonly ErrorBody[]
}

export interface DeclaredOption {
  readonly name: string
  readonly description?: string
  /** JSON. */
  readonly default?: string
  /** Whether the file writes it. */
  readonly written: boolean
}
