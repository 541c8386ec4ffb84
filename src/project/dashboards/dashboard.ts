import type { Place } from '../../lib/errors.ts'
import type { Dashboard } from '../../model/dashboard.ts'

/** A dashboard of the project, as it was read and checked. */
export interface ProjectDashboard {
  readonly name: string
  /** Relative to the project's folder. */
  readonly file: string
  readonly text: string
  /** Another one for another text. */
  readonly version: string
  readonly dashboard: Dashboard
  /** The datasets and views that its panels and variables read. */
  readonly inputs: readonly string[]
  /** The SQL of `panels.<name>`, `variables.<name>` and `annotations.<name>`, wherever it is written. */
  readonly statements: Readonly<Record<string, string>>
  readonly at: Place
}
