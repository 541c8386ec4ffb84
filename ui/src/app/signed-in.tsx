import { lazy, type ReactNode, Suspense, useEffect } from 'react'
import { linkSecret } from '../client/link.ts'
import { askWho, useWho } from '../client/who.ts'
import { useMessages } from '../i18n/messages.ts'
import { EntryPage } from '../sign-in/entry-page.tsx'
import { joinPage, signInPage } from '../sign-in/pages.ts'
import { ConnectionBanner } from './connection-banner.tsx'
import { PreferencesMenu } from './preferences-menu.tsx'
import { texts } from './texts.ts'

const SignInPage = lazy(signInPage.page)
const SignInAgain = lazy(() => import('../sign-in/sign-in-again.tsx'))
const JoinPage = lazy(joinPage.page)

/** What follows is for somebody who is known; who is not, is asked. */
export function SignedIn({ children }: { children: ReactNode }) {
  const t = useMessages(texts)
  const who = useWho()
  useEffect(() => {
    // Where the server cannot be reached the banner says so, and it is asked again.
    if (!who) askWho().catch(() => {})
  }, [])
  const corner = <PreferencesMenu />
  if (location.pathname === `/ui${joinPage.path}`) {
    return (
      <Suspense>
        <JoinPage corner={corner} />
      </Suspense>
    )
  }
  if (!who) return <ConnectionBanner />
  if (linkSecret !== undefined && (!who.me || who.hasEnded)) {
    return (
      <EntryPage title={t.linkVoid} corner={corner}>
        <p>{t.linkVoidHint}</p>
      </EntryPage>
    )
  }
  if (!who.me) {
    return (
      <Suspense>
        <SignInPage isFirst={who.isFirst} corner={corner} />
      </Suspense>
    )
  }
  return (
    <>
      {children}
      <Suspense>{who.hasEnded && <SignInAgain me={who.me} />}</Suspense>
    </>
  )
}
