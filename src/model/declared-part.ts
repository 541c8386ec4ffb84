/** What `GET /api/project/{section}/{name}` answers. */
export interface DeclaredPart {
  readonly section: string
  readonly name: string
  /** YAML, as the project file has it; absent for what the file does not write. */
  readonly text?: string
  readonly options: readonly DeclaredOption[]
}

export interface DeclaredOption {
  readonly name: string
  readonly description?: string
  /** JSON. */
  readonly default?: string
  /** Whether the file writes it. */
  readonly written: boolean
}
