import { CloseButton } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { ApiError } from '../client/api.ts'
import { defineMessages, useMessages } from '../i18n/messages.ts'
import { useServerSentence } from '../i18n/sentences.ts'
import classes from './toasts.module.css'

export interface Toast {
  readonly kind: 'done' | 'problem'
  readonly message: string
  readonly hint?: string | undefined
}

/** What was done leaves by itself; a problem stays until it is dismissed. */
const shown_ms = 4000

let toasts: readonly (Toast & { readonly id: number })[] = []
let count = 0
const listeners = new Set<() => void>()

/** Says in a corner what became of something that the person did. */
export function toast(one: Toast): void {
  const id = ++count
  change([...toasts.slice(-3), { ...one, id }])
  if (one.kind === 'done') setTimeout(() => remove(id), shown_ms)
}

/** The same for what was thrown: the server's sentence and its way out. */
export function toastError(error: unknown): void {
  const hint = error instanceof ApiError ? error.hint : undefined
  toast({ kind: 'problem', message: error instanceof Error ? error.message : String(error), hint })
}

function remove(id: number): void {
  change(toasts.filter((each) => each.id !== id))
}

function change(next: typeof toasts): void {
  toasts = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const texts = defineMessages({ en: { dismiss: 'Dismiss' }, es: { dismiss: 'Descartar' } })

export function Toasts() {
  const t = useMessages(texts)
  const say = useServerSentence()
  const shown = useSyncExternalStore(subscribe, () => toasts)
  return (
    <div className={classes.toasts} role="status" aria-live="polite">
      {shown.map(({ id, kind, message, hint }) => (
        <div key={id} className={classes.toast} data-kind={kind}>
          <div>
            <div>{kind === 'problem' ? say(message) : message}</div>
            {hint && <div className={classes.hint}>{say(hint)}</div>}
          </div>
          <CloseButton size="sm" aria-label={t.dismiss} onClick={() => remove(id)} />
        </div>
      ))}
    </div>
  )
}
