import { ChevronDown, ChevronRight } from 'lucide-react'
import { useMessages } from '../i18n/messages.ts'
import classes from './section-head.module.css'
import { texts } from './texts.ts'

interface SectionHeadProps {
  readonly title: string
  readonly isOpen: boolean
  readonly count: number
  readonly onToggle: () => void
}

/** The heading of a section, by which it is opened and closed. */
export function SectionHead({ title, isOpen, count, onToggle }: SectionHeadProps) {
  const t = useMessages(texts)
  const Icon = isOpen ? ChevronDown : ChevronRight
  return (
    <h2 className={classes.head}>
      <button type="button" aria-expanded={isOpen} onClick={onToggle}>
        <Icon size={15} aria-hidden="true" />
        {title}
        {!isOpen && <small>{t.panelCount(count)}</small>}
      </button>
    </h2>
  )
}
