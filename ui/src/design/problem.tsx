import { ApiError } from '../client/api.ts'
import { useServerSentence } from '../i18n/sentences.ts'
import classes from './problem.module.css'

/** What the server refused: its sentence, and under it the way out. */
export function Problem({ error }: { error: unknown }) {
  const { message, hint } = sentenceOf(error, useServerSentence())
  return (
    <div className={classes.problem} role="alert">
      <div>{message}</div>
      {hint && <div className={classes.hint}>{hint}</div>}
    </div>
  )
}

type Said = { readonly message: string; readonly hint?: string | undefined }

function sentenceOf(error: unknown, say: (text: string) => string): Said {
  if (error instanceof ApiError) return { message: sentence(say(error.message)), hint: error.hint && say(error.hint) }
  return { message: say(error instanceof Error ? error.message : String(error)) }
}

/** The API's messages begin in lower case and have no full stop. */
export function sentence(text: string): string {
  const full = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.!?]$/.test(full) ? full : `${full}.`
}
