import { Button } from '@mantine/core'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { ApiError } from '../client/api.ts'
import { EmptyState } from '../design/empty-state.tsx'
import { Problem } from '../design/problem.tsx'
import { useMessages } from '../i18n/messages.ts'
import { texts } from './texts.ts'

/** Stands where a page failed: the shell around it goes on. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const t = useMessages(texts)
  return (
    <EmptyState title={t.failed} action={<Button onClick={reset}>{t.again}</Button>}>
      {error instanceof ApiError ? <Problem error={error} /> : <p>{t.failedHint}</p>}
      {!(error instanceof ApiError) && <code>{String(error)}</code>}
    </EmptyState>
  )
}
