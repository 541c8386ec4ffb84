import type { Place } from '../lib/errors.ts'

export interface VerifyFinding {
  readonly severity: 'error' | 'warning'
  readonly dataset?: string
  readonly message: string
  readonly at?: Place
}

export interface VerifyReport {
  readonly findings: readonly VerifyFinding[]
  /** No finding is an error. */
  readonly clean: boolean
}
