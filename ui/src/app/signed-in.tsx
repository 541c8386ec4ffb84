import { lazy, type ReactNode, Suspense } from 'react'
import { token } from '../client/session.ts'

const SignInPage = lazy(() => import('./sign-in-page.tsx'))

/** What follows is for somebody who is known; who is not, is asked. */
export function SignedIn({ children }: { children: ReactNode }) {
  return token.use() === undefined ? (
    <Suspense>
      <SignInPage />
    </Suspense>
  ) : (
    children
  )
}
