import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { EmptyState } from '../design/empty-state.tsx'
import { useMessages } from '../i18n/messages.ts'
import { texts } from './texts.ts'

export function NotFoundPage() {
  const t = useMessages(texts)
  return (
    <EmptyState
      title={t.notFound}
      action={
        <Button component={Link} to="/">
          {t.toStart}
        </Button>
      }
    >
      {t.notFoundHint}
    </EmptyState>
  )
}
