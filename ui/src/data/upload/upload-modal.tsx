import { Modal } from '@mantine/core'
import { useState } from 'react'
import { useMessages } from '../../i18n/messages.ts'
import { FileChoice } from './file-choice.tsx'
import { FileForm } from './file-form.tsx'
import { Progress } from './progress.tsx'
import { texts } from './texts.ts'
import { useSending } from './use-sending.ts'

interface UploadModalProps {
  readonly file: File | undefined
  readonly into: string | undefined
  readonly onFile: (file: File | undefined) => void
  readonly onClose: () => void
}

/** A file on its way into a dataset: chosen, looked at, sent. */
export default function UploadModal({ file, into, onFile, onClose }: UploadModalProps) {
  const t = useMessages(texts)
  const sending = useSending()
  const [asked, setAsked] = useState(false)
  const { state } = sending
  const isUnderWay = state?.step === 'sending'
  const close = () => {
    // A click beside it does not end what is under way.
    if (isUnderWay && !asked) return setAsked(true)
    sending.cancel()
    onClose()
  }
  return (
    <Modal
      opened
      onClose={close}
      title={file ? t.title(file.name) : t.titleNone}
      size="xl"
      yOffset="6vh"
      closeOnClickOutside={!file}
      closeButtonProps={{ 'aria-label': t.close }}
    >
      {!file && <FileChoice onFile={onFile} />}
      {file && !state && (
        <FileForm
          key={`${file.name} ${file.size} ${file.lastModified}`}
          file={file}
          into={into}
          onSend={sending.start}
          onOther={() => onFile(undefined)}
        />
      )}
      {file && state && (
        <Progress
          file={file}
          state={state}
          isAsked={asked && isUnderWay}
          onCancel={sending.cancel}
          onAgain={sending.again}
          onBack={sending.reset}
          onAnother={() => {
            sending.reset()
            onFile(undefined)
          }}
          onClose={close}
        />
      )}
    </Modal>
  )
}
