import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { useMay } from '../../client/who.ts'
import { toast } from '../../design/toasts.tsx'
import { useMessages } from '../../i18n/messages.ts'
import { droppedFile } from './dropped-file.ts'
import { texts } from './texts.ts'
import classes from './uploads.module.css'

const UploadModal = lazy(() => import('./upload-modal.tsx'))

interface UploadsProps {
  readonly isOpen: boolean
  readonly onOpen: (isOpen: boolean) => void
  /** The dataset of the page, to which files go unless somebody says otherwise. */
  readonly into?: string
  readonly children: ReactNode
}

/** A page on which files can be dropped anywhere. */
export function Uploads({ isOpen, onOpen, into, children }: UploadsProps) {
  const t = useMessages(texts)
  const mayWrite = useMay('write')
  const [file, setFile] = useState<File>()
  const isOver = useDrop(mayWrite, (dropped) => {
    if (dropped === 'folder') toast({ kind: 'problem', message: t.folder, hint: t.folderHint })
    if (dropped === 'several') toast({ kind: 'problem', message: t.several, hint: t.severalHint })
    if (!(dropped instanceof File)) return
    setFile(dropped)
    onOpen(true)
  })
  const close = () => {
    setFile(undefined)
    onOpen(false)
  }
  return (
    <>
      {children}
      {isOver && <div className={classes.over}>{t.dropHere}</div>}
      <Suspense>
        {isOpen && mayWrite && <UploadModal file={file} into={into} onFile={setFile} onClose={close} />}
      </Suspense>
    </>
  )
}

/** Whether something is held over the page; what is let go is handed on. */
function useDrop(isWanted: boolean, onDrop: (dropped: ReturnType<typeof droppedFile>) => void): boolean {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    if (!isWanted) return
    const stop = new AbortController()
    const listen = (name: 'dragover' | 'dragleave' | 'drop', act: (event: DragEvent) => void) =>
      document.addEventListener(name, act, { signal: stop.signal })
    listen('dragover', (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setOver(true)
    })
    // It is told for each element inside, too; outside of the window there is none.
    listen('dragleave', (event) => event.relatedTarget === null && setOver(false))
    listen('drop', (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setOver(false)
      onDrop(droppedFile(event.dataTransfer))
    })
    return () => stop.abort()
  })
  return isOver
}
