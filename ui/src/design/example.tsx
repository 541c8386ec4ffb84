import { Button } from '@mantine/core'
import { Copy } from 'lucide-react'
import { useMessages } from '../i18n/messages.ts'
import { copy } from './clipboard.ts'
import classes from './example.module.css'
import { texts } from './texts.ts'

/** Lines to be taken elsewhere as they are: into a shell, the project file, a page or a mail. */
export function Example({ text, language }: { text: string; language: 'YAML' | 'curl' | 'HTML' | 'URL' }) {
  const t = useMessages(texts)
  return (
    <div className={classes.example}>
      <pre tabIndex={0} role="region" aria-label={language}>
        {text}
      </pre>
      <div>
        <Button leftSection={<Copy size={14} />} onClick={() => void copy(text, t.copied)}>
          {t.copy}
        </Button>
      </div>
    </div>
  )
}
