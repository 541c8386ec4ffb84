import { ActionIcon, Button, Modal } from '@mantine/core'
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { sentence } from '../../design/problem.tsx'
import { useMessages } from '../../i18n/messages.ts'
import { useServerSentence } from '../../i18n/sentences.ts'
import { moved } from './parts.ts'
import type { usePartsDraft } from './parts-draft.ts'
import classes from './parts-modal.module.css'
import { texts } from './parts-texts.ts'

interface PartsModalProps<Kind extends { readonly title?: string }> {
  readonly title: string
  readonly hint: string
  readonly addLabel: string
  readonly draft: ReturnType<typeof usePartsDraft<Kind>>
  readonly onAdd: () => void
  readonly onClose: () => void
  /** The form of the one that is chosen. */
  readonly children: ReactNode
}

/** Parts of a dashboard in their order, and one of them as a form beside them. */
export function PartsModal<Kind extends { readonly title?: string }>(props: PartsModalProps<Kind>) {
  const t = useMessages(texts)
  const say = useServerSentence()
  const { title, hint, draft, onClose, children } = props
  const { parts, elsewhere, apply } = draft
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={920}
      yOffset="5vh"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t.close }}
    >
      <p className={classes.hint}>{hint}</p>
      <div className={classes.both}>
        <PartList {...props} />
        {parts.length > 0 && <div className={classes.form}>{children}</div>}
      </div>
      {elsewhere.length > 0 && (
        <div className={classes.elsewhere} role="status">
          <b>{t.elsewhere}</b>
          {elsewhere.map(({ message }) => (
            <div key={message}>{sentence(say(message))}</div>
          ))}
        </div>
      )}
      <div className={classes.tools}>
        <Button onClick={onClose}>{t.cancel}</Button>
        <Button variant="filled" onClick={apply}>
          {t.apply}
        </Button>
      </div>
    </Modal>
  )
}

function PartList<Kind extends { readonly title?: string }>({
  title,
  addLabel,
  draft: { parts, chosen, isWrong, show },
  onAdd,
}: PartsModalProps<Kind>) {
  const t = useMessages(texts)
  const move = (at: number, by: -1 | 1) => show(moved(parts, at, by), at + by)
  const remove = (at: number) => show(parts.toSpliced(at, 1), Math.max(0, at < chosen ? chosen - 1 : chosen))
  return (
    <div className={classes.side}>
      <ol className={classes.list} aria-label={title}>
        {parts.map(({ name, part }, i) => {
          const label = part.title ?? name
          return (
            <li key={`${i} ${parts.length}`} data-chosen={i === chosen || undefined}>
              <button
                type="button"
                className={classes.choice}
                aria-pressed={i === chosen}
                data-wrong={isWrong(name) || undefined}
                onClick={() => show(parts, i)}
              >
                {label}
                {isWrong(name) && <small>{t.toMend}</small>}
              </button>
              <ActionIcon size={22} aria-label={t.up(label)} disabled={i === 0} onClick={() => move(i, -1)}>
                <ArrowUp size={13} />
              </ActionIcon>
              <ActionIcon
                size={22}
                aria-label={t.down(label)}
                disabled={i === parts.length - 1}
                onClick={() => move(i, 1)}
              >
                <ArrowDown size={13} />
              </ActionIcon>
              <ActionIcon size={22} aria-label={t.remove(label)} onClick={() => remove(i)}>
                <X size={13} />
              </ActionIcon>
            </li>
          )
        })}
      </ol>
      <Button variant="subtle" leftSection={<Plus size={14} />} onClick={onAdd}>
        {addLabel}
      </Button>
    </div>
  )
}
