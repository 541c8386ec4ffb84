import { Button } from '@mantine/core'
import { Copy } from 'lucide-react'
import { useMessages } from '../i18n/messages.ts'
import { copy } from './clipboard.ts'
import form from './form.module.css'
import classes from './shown-once.module.css'
import { texts } from './texts.ts'

/** A secret that nobody can ask for again. */
export function ShownOnce({ secret, children }: { secret: string; children?: string }) {
  const t = useMessages(texts)
  return (
    <div className={form.form}>
      <span>
        {children} {t.once}
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
