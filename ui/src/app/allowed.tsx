import { Button } from '@mantine/core'
import { Link, type RouteComponent } from '@tanstack/react-router'
import { useMe } from '../client/who.ts'
import { EmptyState } from '../design/empty-state.tsx'
import { useMessages } from '../i18n/messages.ts'
import type { Place } from './place.ts'
import { isOpenTo } from './places-of.ts'
import { texts } from './texts.ts'

/** A page for those to whom its place is open; others are told so. The server refuses them in any case. */
export function allowed(place: Place, Page: RouteComponent): RouteComponent {
  return () => (isOpenTo(useMe(), place) ? <Page /> : <NotAllowed />)
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
