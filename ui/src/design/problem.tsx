import { ApiError } from '../client/api.ts'
import classes from './problem.module.css'

/** What the server refused: its sentence, and under it the way out. */
export function Problem({ error }: { error: unknown }) {
  const { message, hint } = sentenceOf(error)
  return (
    <div className={classes.problem} role="alert">
      <div>{message}</div>
      {hint && <div className={classes.hint}>{hint}</div>}
    </div>
  )
}

function sentenceOf(error: unknown): { message: string; hint?: string | undefined } {
  if (error instanceof ApiError) return { message: sentence(error.message), hint: error.hint }
  return { message: error instanceof Error ? error.message : String(error) }
}

/** The API's messages begin in lower case and have no full stop. */
function sentence(text: string): string {
  const full = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.!?]$/.test(full) ? full : `${full}.`
}
