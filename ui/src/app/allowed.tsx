import { Button } from '@mantine/core'
import { Link, type RouteComponent } from '@tanstack/react-router'
import { type Right, useMay, useMe } from '../client/who.ts'
import { EmptyState } from '../design/empty-state.tsx'
import { useMessages } from '../i18n/messages.ts'
import { texts } from './texts.ts'

/** A page for those who may do this; others are told so. The server refuses them in any case. */
export function allowed(needs: Right, Page: RouteComponent): RouteComponent {
  return () => (useMay(needs) ? <Page /> : <NotAllowed />)
}

function NotAllowed() {
  const t = useMessages(texts)
  const me = useMe()
  return (
    <EmptyState
      title={t.notAllowed}
      action={
        <Button component={Link} to="/">
          {t.toStart}
        </Button>
      }
    >
      {t.notAllowedHint(me?.role ?? '')}
    </EmptyState>
  )
}
