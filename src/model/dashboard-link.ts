/** A link by which somebody without an account sees one dashboard, and of it only what was decided when the link was made. */
import type { DashboardFilter, VariableValue } from './dashboard.ts'

export interface DashboardLinkInfo {
  readonly id: string
  readonly dashboard: string
  readonly title: string
  /** The client company whose rows it shows. */
  readonly tenant?: string
  /** Only rows that meet them: a dataset without such a field shows none. */
  readonly filters: readonly DashboardFilter[]
  /** What is chosen for these variables, and cannot be chosen otherwise. */
  readonly variables: Readonly<Record<string, VariableValue>>
  /** The sites that may show it within a page of theirs: `https://example.org`. */
  readonly embed: readonly string[]
  readonly created_by: string
  /** ISO 8601. */
  readonly created: string
  readonly expires: string
  readonly last_used?: string
}
