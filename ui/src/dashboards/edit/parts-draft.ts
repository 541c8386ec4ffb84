/** Parts of a dashboard while they are written: which one is chosen, what is wrong with them, and what becomes of them. */
import { useMemo, useState } from 'react'
import type { ErrorBody } from '../../../../src/lib/errors.ts'
import type { Dashboard } from '../../../../src/model/dashboard.ts'
import { sentence } from '../../design/problem.tsx'
import { useMessages } from '../../i18n/messages.ts'
import { useServerSentence } from '../../i18n/sentences.ts'
import { nameFor } from '../../lib/name-for.ts'
import type { Moment } from '../answers.ts'
import { problemsOf, useProblems } from './part-check.ts'
import type { Part, Parts } from './parts.ts'
import { texts } from './parts-texts.ts'

/** What a form of parts is given. */
export interface WritingProps {
  /** The name of the dashboard. */
  readonly name: string
  readonly dashboard: Dashboard
  readonly moment: Moment
  readonly onApply: (dashboard: Dashboard) => void
  readonly onClose: () => void
}

interface PartsDraft<Kind> {
  /** The name of the dashboard. */
  readonly name: string
  readonly section: 'variables' | 'annotations'
  readonly initial: Parts<Kind>
  readonly withParts: (parts: Parts<Kind>) => Dashboard
  readonly onApply: (dashboard: Dashboard) => void
}

interface State<Kind> {
  readonly parts: Parts<Kind>
  readonly chosen: number
  /** What nobody has filled in yet is no mistake until they go on. */
  readonly isTried: boolean
}

export function usePartsDraft<Kind extends { readonly title?: string }>(draft: PartsDraft<Kind>) {
  const { name, section, initial, withParts, onApply } = draft
  const t = useMessages(texts)
  const say = useServerSentence()
  const [{ parts, chosen, isTried }, setState] = useState<State<Kind>>({ parts: initial, chosen: 0, isTried: false })
  const whole = useMemo(() => withParts(parts), [parts])
  const { problems, check } = useProblems(name, whole)
  const current = parts[chosen]

  const change = (some: Partial<State<Kind>>) => setState((old) => ({ ...old, ...some }))
  const putAt = (some: Partial<Part<Kind>>) =>
    change({ parts: parts.map((one, i) => (i === chosen ? { ...one, ...some } : one)) })
  const isTaken = (one: string) => parts.filter((other) => other.name === one).length > 1
  const isIn = ({ at }: ErrorBody) => at?.option?.startsWith(`${section}.`) ?? false
  const isNotYet = ({ part }: Part<Kind>, key: string) =>
    !isTried && key !== '' && !(part as Readonly<Record<string, unknown>>)[key]
  const mistakesOf = (part: Part<Kind>) =>
    [...problemsOf(problems, `${section}.${part.name}`)].filter(([key]) => !isNotYet(part, key))

  return {
    parts,
    chosen,
    current,
    put: (part: Kind) => putAt({ part, ...(current ? named(current, part, parts) : {}) }),
    rename: (one: string) => putAt({ name: one }),
    add: (base: string, part: Kind) => {
      const made = { name: nameOf(base, parts), was: undefined, part }
      change({ parts: [...parts, made], chosen: parts.length })
    },
    show: (all: Parts<Kind>, one: number) => change({ parts: all, chosen: Math.min(one, Math.max(0, all.length - 1)) }),
    /** What is wrong with a key of the one that is chosen; with its name, or the whole of it, for none. */
    said: (key: string): string | undefined => {
      if (!current) return undefined
      if (key === '' && isTaken(current.name)) return t.nameTaken
      const problem = mistakesOf(current).find(([one]) => one === key)?.[1]
      return problem && [problem.message, problem.hint].flatMap((text) => (text ? sentence(say(text)) : [])).join(' ')
    },
    isWrong: (one: string) => isTaken(one) || parts.some((part) => part.name === one && mistakesOf(part).length > 0),
    elsewhere: problems.filter((problem) => !isIn(problem)),
    apply: async () => {
      const wrong = (await check()).filter(isIn)
      const at = parts.findIndex(({ name: one }) => isTaken(one) || problemsOf(wrong, `${section}.${one}`).size > 0)
      if (at === -1) onApply(whole)
      else change({ isTried: true, chosen: at })
    },
  }
}

/** A new one has the name of its label until somebody gives it another one. */
function named<Kind extends { readonly title?: string }>(
  { name, was, part: { title: before } }: Part<Kind>,
  { title }: Kind,
  parts: Parts<Kind>,
): { readonly name?: string } {
  const others = parts.filter((one) => one.name !== name)
  if (was !== undefined || title === before || title === undefined) return {}
  const isGiven = before === undefined ? /^(variable|mark)(_\d+)?$/.test(name) : name === nameOf(before, others)
  return isGiven ? { name: nameOf(title, others) } : {}
}

function nameOf(title: string, parts: Parts<unknown>): string {
  const taken = parts.map(({ name }) => name.replaceAll('_', '-'))
  return nameFor(title, taken).replaceAll('-', '_')
}
