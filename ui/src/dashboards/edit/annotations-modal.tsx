import { useState } from 'react'
import type { Annotation } from '../../../../src/model/dashboard.ts'
import { useMessages } from '../../i18n/messages.ts'
import { AnnotationForm } from './annotation-form.tsx'
import { type Parts, partsOf, withAnnotations } from './parts.ts'
import { usePartsDraft, type WritingProps } from './parts-draft.ts'
import { PartsModal } from './parts-modal.tsx'
import { texts } from './parts-texts.ts'

/** The annotations of a dashboard while they are changed. */
export default function AnnotationsModal({ name, dashboard, moment, onApply, onClose }: WritingProps) {
  const t = useMessages(texts)
  const [initial] = useState<Parts<Annotation>>(() => partsOf(dashboard.annotations))
  const draft = usePartsDraft({
    name,
    section: 'annotations',
    initial,
    withParts: (all: Parts<Annotation>) => withAnnotations(dashboard, all),
    onApply,
  })
  const { chosen, current, put, rename, add, said } = draft
  return (
    <PartsModal
      title={t.annotations}
      hint={t.annotationsHint}
      addLabel={t.addAnnotation}
      draft={draft}
      onAdd={() => add('mark', { monitors: 'all' })}
      onClose={onClose}
    >
      {current && (
        <AnnotationForm
          key={chosen}
          name={current.name}
          annotation={current.part}
          moment={moment}
          said={said}
          onName={rename}
          onChange={put}
        />
      )}
    </PartsModal>
  )
}
