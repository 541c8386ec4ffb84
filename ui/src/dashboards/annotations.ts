/** What happened, for all charts over time of a dashboard: asked once for each moment. */
import { useQuery } from '@tanstack/react-query'
import { createContext, useContext, useMemo } from 'react'
import type { Annotation, Dashboard } from '../../../src/model/dashboard.ts'
import { ask } from '../client/api.ts'
import { bodyOf, type Moment } from './answers.ts'
import { type Mark, marksOf } from './mark.ts'

const none: readonly Mark[] = []

export const Marks = createContext<readonly Mark[]>(none)

export function useMarks(): readonly Mark[] {
  return useContext(Marks)
}

/** `saved` is the name under which they can be asked; what is being written is asked as it is. */
export function useAnnotations(
  saved: string | undefined,
  { annotations = {} }: Dashboard,
  hidden: readonly string[],
  moment: Moment,
) {
  const names = Object.keys(annotations).filter((one) => !hidden.includes(one))
  const { data } = useQuery({
    queryKey: ['annotations', saved ?? annotations, names, moment],
    queryFn: ({ signal }) => {
      if (saved === undefined) {
        return askWritten(Object.fromEntries(names.map((one) => [one, annotations[one]!])), moment, signal)
      }
      const body = { ...bodyOf(moment), ask: names.map(idOf) }
      return ask('POST /api/dashboards/{dashboard}/query', { path: { dashboard: saved }, body, signal })
    },
    enabled: names.length > 0,
    placeholderData: (old) => old,
  })
  return useMemo(() => {
    if (names.length === 0 || !data) return none
    return names.flatMap((one) => {
      const { tone, monitors } = annotations[one]!
      return marksOf(data.answers[idOf(one)] ?? {}, tone ?? (monitors ? 'bad' : 'plain'))
    })
  }, [data, annotations, names.join()])
}

/** What annotations mark that no dashboard has yet. */
export function askWritten(annotations: Readonly<Record<string, Annotation>>, moment: Moment, signal: AbortSignal) {
  const asked = Object.fromEntries(Object.entries(annotations).map(([name, one]) => [idOf(name), one]))
  const body = { ...bodyOf(moment), queries: {}, annotations: asked as never, alerts: [] }
  return ask('POST /api/dashboards/query', { body, signal })
}

export function idOf(name: string): string {
  return `annotations.${name}`
}
