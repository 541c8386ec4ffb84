/** The pages of who is not known yet, which stand before all places. */

export const joinPage = {
  path: '/join',
  isOpen: true,
  page: () => import('./join-page.tsx'),
} as const

/** Wherever somebody comes who is not known. */
export const signInPage = {
  page: () => import('./sign-in-page.tsx'),
} as const
