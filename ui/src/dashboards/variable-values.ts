/** The values to choose from: those of a saved dashboard by name, and those of what is being written as it is. */
import { useQuery } from '@tanstack/react-query'
import type { PanelAnswer, Variable } from '../../../src/model/dashboard.ts'
import { ask } from '../client/api.ts'
import { labelOf } from '../lib/frame.ts'
import { bodyOf, type Moment } from './answers.ts'

/** `saved` is the dashboard in which the variable is asked by its name. */
export function useVariableValues(
  name: string,
  { type, sql, values = [] }: Variable,
  moment: Moment,
  saved: string | undefined,
) {
  // Values of a query are asked for again when another choice changes, and not when its own does.
  const { [name]: _, ...others } = moment.variables
  const { data, isFetching } = useQuery({
    queryKey: ['variable', saved ?? sql, name, others],
    queryFn: async ({ signal }) => {
      // What is chosen elsewhere does not narrow what there is to choose.
      const common = { ...bodyOf({ ...moment, filters: [] }), points: 1 }
      const key = `variables.${name}`
      const { answers } =
        saved === undefined
          ? await ask('POST /api/dashboards/query', {
              body: { ...common, queries: { [key]: { sql: sql! } }, annotations: {}, alerts: [] },
              signal,
            })
          : await ask('POST /api/dashboards/{dashboard}/query', {
              path: { dashboard: saved },
              body: { ...common, ask: [key] },
              signal,
            })
      const answer = answers[key] ?? {}
      return { values: valuesOf(answer), error: answer.error }
    },
    enabled: type === 'query' && (saved !== undefined || Boolean(sql?.trim())),
    staleTime: 60_000,
  })
  return { values: data?.values ?? values.map(String), error: data?.error, isBusy: isFetching }
}

function valuesOf({ columns = [], rows = [] }: PanelAnswer): string[] {
  const first = columns[0]?.name ?? ''
  return [...new Set(rows.filter((row) => row[first] !== null).map((row) => labelOf(row[first])))]
}
