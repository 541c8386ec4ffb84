import { lazy, type ReactNode, Suspense } from 'react'
import { onStranger } from '../client/api.ts'
import { renewSession, useSession } from '../client/session.ts'
import { token } from '../client/token.ts'

const LoginPage = lazy(() => import('./login-page.tsx'))
const JoinPage = lazy(() => import('./join-page.tsx'))

onStranger(() => {
  token.set(undefined)
  void renewSession()
})

/** What follows is for somebody who is known; who is not, is asked. */
export function SignedIn({ children }: { children: ReactNode }) {
  const session = useSession()
  const hasToken = token.use() !== undefined
  if (location.pathname.endsWith('/ui/join')) {
    return (
      <Suspense>
        <JoinPage />
      </Suspense>
    )
  }
  if (hasToken || session?.me) return children
  if (!session) return null
  return (
    <Suspense>
      <LoginPage isFirst={session.first} />
    </Suspense>
  )
}
