/** What happened, for all charts over time of a dashboard: asked once for each moment. */
import { useQuery } from '@tanstack/react-query'
import { createContext, useContext, useMemo } from 'react'
import type { Dashboard } from '../../../src/model/dashboard.ts'
import { ask } from '../client/api.ts'
import { bodyOf, type Moment } from './answers.ts'
import { type Mark, marksOf } from './mark.ts'

const none: readonly Mark[] = []

export const Marks = createContext<readonly Mark[]>(none)

export function useMarks(): readonly Mark[] {
  return useContext(Marks)
}

export function useAnnotations(
  name: string,
  { annotations = {} }: Dashboard,
  hidden: readonly string[],
  moment: Moment,
) {
  const names = Object.keys(annotations).filter((one) => !hidden.includes(one))
  const { data } = useQuery({
    queryKey: ['annotations', name, names, moment],
    queryFn: ({ signal }) => {
      const body = { ...bodyOf(moment), ask: names.map((one) => `annotations.${one}`) }
      return ask('POST /api/dashboards/{dashboard}/query', { path: { dashboard: name }, body, signal })
    },
    enabled: names.length > 0,
    placeholderData: (old) => old,
  })
  return useMemo(() => {
    if (names.length === 0 || !data) return none
    return names.flatMap((one) => {
      const { tone, monitors } = annotations[one]!
      return marksOf(data.answers[`annotations.${one}`] ?? {}, tone ?? (monitors ? 'bad' : 'plain'))
    })
  }, [data, annotations, names.join()])
}
