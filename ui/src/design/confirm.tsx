import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { useMessages } from '../i18n/messages.ts'
import classes from './form.module.css'
import { Problem } from './problem.tsx'
import { texts } from './texts.ts'

interface ConfirmProps {
  readonly title: string
  /** What follows from it. */
  readonly children: string
  readonly verb: string
  readonly act: () => Promise<unknown>
  readonly onClose: () => void
}

/** Asks before what cannot be taken back. */
export function Confirm({ title, children, verb, act, onClose }: ConfirmProps) {
  const t = useMessages(texts)
  const [problem, setProblem] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    try {
      await act()
      onClose()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t.close }}>
      <div className={classes.form}>
        <span>{children}</span>
        {problem !== undefined && <Problem error={problem} />}
        <div className={classes.end}>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button variant="filled" onClick={() => void run()} loading={isBusy} data-autofocus>
            {verb}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
