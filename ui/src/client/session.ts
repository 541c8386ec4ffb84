/** Who this browser is to the server: somebody who is logged in (a cookie that no script reads), or a token kept until the tab closes. */
import { useQuery } from '@tanstack/react-query'
import { ask } from './api.ts'
import { queryClient } from './query-client.ts'
import { token } from './token.ts'

const queryKey = ['session']

/** `first`: there is nobody yet. `me` is absent for whoever is not logged in. Undefined until it is known. */
export function useSession() {
  return useQuery({ queryKey, queryFn: () => ask('GET /api/session'), staleTime: Number.POSITIVE_INFINITY }).data
}

/** Asks anew who one is: after logging in, or when the server knows one no more. */
export async function renewSession(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey })
}

/** Forgets who one is, here and on the server, and what they saw. */
export async function logOut(): Promise<void> {
  if (token.value !== undefined) token.set(undefined)
  else await ask('DELETE /api/session')
  await renewSession()
  queryClient.removeQueries({ predicate: ({ queryKey: [name] }) => name !== queryKey[0] })
}
