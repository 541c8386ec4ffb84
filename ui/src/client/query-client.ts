import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './api.ts'
import { onConnection } from './connection.ts'

const passing = new Set(['unreachable', 'overloaded', 'unavailable', 'timeout'])

/** One cache of answers; what failed for a reason that passes is asked again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5000,
      refetchOnWindowFocus: false,
      // An offline browser still reaches a server on its own machine.
      networkMode: 'always',
      retry: (failures, error) => error instanceof ApiError && passing.has(error.code) && failures < 3,
    },
    mutations: { networkMode: 'always' },
  },
})

onConnection((isLost) => {
  if (!isLost) void queryClient.invalidateQueries()
})
