import { Button } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Mark } from '../design/mark.tsx'
import { Problem } from '../design/problem.tsx'
import classes from './entrance.module.css'
import { PreferencesMenu } from './preferences-menu.tsx'

interface EntranceProps {
  readonly title: string
  readonly children: ReactNode
  readonly action: string
  readonly isReady: boolean
  /** What it throws is shown. */
  readonly onSubmit: () => Promise<void>
  readonly footer?: ReactNode
}

/** A form before the door. */
export function Entrance({ title, children, action, isReady, onSubmit, footer }: EntranceProps) {
  const [error, setError] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      await onSubmit()
    } catch (thrown) {
      setError(thrown)
    } finally {
      setBusy(false)
    }
  }
  return (
    <main className={classes.page}>
      <form className={classes.card} onSubmit={submit}>
        <span className={classes.mark}>
          <Mark size={32} />
        </span>
        <h1>{title}</h1>
        {children}
        {error !== undefined && <Problem error={error} />}
        <Button type="submit" variant="filled" size="sm" loading={isBusy} disabled={!isReady}>
          {action}
        </Button>
        {footer}
      </form>
      <div className={classes.corner}>
        <PreferencesMenu isIn={false} />
      </div>
    </main>
  )
}
