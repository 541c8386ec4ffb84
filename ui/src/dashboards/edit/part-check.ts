/** What the server says of a dashboard that is being written: the check is the same as when it is saved. */
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ErrorBody } from '../../../../src/lib/errors.ts'
import type { Dashboard } from '../../../../src/model/dashboard.ts'
import { ask } from '../../client/api.ts'

/** Typing is not asking. */
const pause_ms = 400

const none: readonly ErrorBody[] = []

function checkQuery(name: string, dashboard: Dashboard) {
  return {
    queryKey: ['dashboard-check', name, dashboard],
    queryFn: async () => {
      const body = { dashboard: { ...dashboard } }
      return (await ask('POST /api/dashboards/{dashboard}/check', { path: { dashboard: name }, body })).problems
    },
  } as const
}

export function useProblems(name: string, dashboard: Dashboard) {
  const client = useQueryClient()
  const [asked] = useDebouncedValue(dashboard, pause_ms)
  const { data } = useQuery({ ...checkQuery(name, asked), placeholderData: (old) => old })
  return { problems: data ?? none, check: () => client.fetchQuery(checkQuery(name, dashboard)) }
}

/** Those of one part, by the key in it at which they stand; empty for the part as a whole. */
export function problemsOf(problems: readonly ErrorBody[], path: string): ReadonlyMap<string, ErrorBody> {
  const found = new Map<string, ErrorBody>()
  for (const problem of problems) {
    const option = problem.at?.option
    if (option !== path && !option?.startsWith(`${path}.`)) continue
    const key = option.slice(path.length + 1).split('.')[0]!
    if (!found.has(key)) found.set(key, problem)
  }
  return found
}
