import { useMemo, useState } from 'react'
import type { Variable } from '../../../../src/model/dashboard.ts'
import { useMessages } from '../../i18n/messages.ts'
import type { Moment } from '../answers.ts'
import { standardOf } from '../state.ts'
import { type Parts, partsOf, withVariables } from './parts.ts'
import { usePartsDraft, type WritingProps } from './parts-draft.ts'
import { PartsModal } from './parts-modal.tsx'
import { texts } from './parts-texts.ts'
import { VariableForm } from './variable-form.tsx'

/** The variables of a dashboard while they are changed. */
export default function VariablesModal({ name, dashboard, moment, onApply, onClose }: WritingProps) {
  const t = useMessages(texts)
  const [initial] = useState<Parts<Variable>>(() => partsOf(dashboard.variables))
  const draft = usePartsDraft({
    name,
    section: 'variables',
    initial,
    withParts: (all: Parts<Variable>) => withVariables(dashboard, all),
    onApply,
  })
  const { parts, chosen, current, put, rename, add, said } = draft
  const before = Object.fromEntries(parts.slice(0, chosen).map(({ name: one, part }) => [one, part]))
  // What is new, or has another name, stands as it would at first.
  const asked = useMemo(() => {
    const known = parts.map(({ name: one, was, part }) => [one, moment.variables[was ?? one] ?? standardOf(part)])
    return { ...moment, variables: Object.fromEntries(known) as Moment['variables'] }
  }, [parts, moment])
  return (
    <PartsModal
      title={t.variables}
      hint={t.variablesHint}
      addLabel={t.addVariable}
      draft={draft}
      onAdd={() => add('variable', { type: 'query' })}
      onClose={onClose}
    >
      {current && (
        <VariableForm
          key={chosen}
          name={current.name}
          variable={current.part}
          before={before}
          moment={asked}
          said={said}
          onName={rename}
          onChange={put}
        />
      )}
    </PartsModal>
  )
}
