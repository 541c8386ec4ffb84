import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect } from 'react'
import { queryClient } from '../client/query-client.ts'
import { cssVariables, theme } from '../design/theme.ts'
import { Toasts } from '../design/toasts.tsx'
import { language } from '../i18n/locale.ts'
import { router } from './router.tsx'
import { SignedIn } from './signed-in.tsx'

export function App() {
  const chosen = language.use()
  useEffect(() => {
    document.documentElement.lang = chosen
  }, [chosen])
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <SignedIn>
          <RouterProvider router={router} />
        </SignedIn>
        <Toasts />
      </QueryClientProvider>
    </MantineProvider>
  )
}
