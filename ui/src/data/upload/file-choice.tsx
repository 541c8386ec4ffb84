import { Button, FileButton } from '@mantine/core'
import { FileUp } from 'lucide-react'
import { useMessages } from '../../i18n/messages.ts'
import classes from './file-choice.module.css'
import { texts } from './texts.ts'

/** Where a file is dropped, or chosen from the disk. */
export function FileChoice({ onFile }: { onFile: (file: File) => void }) {
  const t = useMessages(texts)
  return (
    <div className={classes.choice}>
      <FileUp size={28} strokeWidth={1.4} aria-hidden="true" />
      <p>{t.drop}</p>
      <FileButton onChange={(file) => file && onFile(file)} inputProps={{ 'aria-label': t.choose }}>
        {(props) => (
          <Button variant="filled" data-autofocus {...props}>
            {t.choose}
          </Button>
        )}
      </FileButton>
      <small>{t.kinds}</small>
    </div>
  )
}
