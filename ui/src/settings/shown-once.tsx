import { Button } from '@mantine/core'
import { Copy } from 'lucide-react'
import { copy } from '../design/clipboard.ts'
import { useMessages } from '../i18n/messages.ts'
import classes from './settings.module.css'
import { texts } from './texts.ts'

/** A secret that nobody can ask for again. */
export function ShownOnce({ secret, children }: { secret: string; children?: string }) {
  const t = useMessages(texts)
  return (
    <div className={classes.form}>
      <span>
        {children} {t.onceHint}
      </span>
      <code className={classes.secret} data-secret="">
        {secret}
      </code>
      <div>
        <Button leftSection={<Copy size={14} />} onClick={() => void copy(secret, t.copied)}>
          {t.copy}
        </Button>
      </div>
    </div>
  )
}
