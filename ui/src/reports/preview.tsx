import { Button, Loader, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import form from '../design/form.module.css'
import { Problem } from '../design/problem.tsx'
import { toastError } from '../design/toasts.tsx'
import { useMessages } from '../i18n/messages.ts'
import { saveFile } from '../lib/save-file.ts'
import classes from './preview.module.css'
import { fileOf, type Report, type ReportFormat } from './reports.ts'
import { texts } from './texts.ts'

/** A report as it would be sent now; drawn as a picture, whatever it is sent as. */
export function Preview({ report: { name, title }, onClose }: { report: Report; onClose: () => void }) {
  const t = useMessages(texts)
  const { data, error } = useQuery({
    queryKey: ['report-picture', name],
    queryFn: ({ signal }) => fileOf(name, 'png', signal),
    staleTime: 0,
    gcTime: 0,
  })
  const address = useAddress(data)
  const [busy, setBusy] = useState<ReportFormat>()
  const save = async (format: ReportFormat) => {
    setBusy(format)
    try {
      saveFile(await fileOf(name, format), `${name}.${format}`)
    } catch (problem) {
      toastError(problem)
    } finally {
      setBusy(undefined)
    }
  }
  return (
    <Modal opened onClose={onClose} title={title} size="min(1100px, 94vw)" closeButtonProps={{ 'aria-label': t.close }}>
      <div className={form.form}>
        {error && <Problem error={error} />}
        {!data && !error && (
          <p className={classes.wait}>
            <Loader size="sm" /> {t.drawing}
          </p>
        )}
        {address && (
          // Whoever uses the keys scrolls it, too.
          <div className={classes.paper} tabIndex={0} role="region" aria-label={t.picture(title)}>
            <img src={address} alt={t.picture(title)} />
          </div>
        )}
        <div className={form.end}>
          <Button onClick={() => void save('png')} loading={busy === 'png'}>
            {t.savePng}
          </Button>
          <Button onClick={() => void save('pdf')} loading={busy === 'pdf'}>
            {t.savePdf}
          </Button>
        </div>
      </div>
    </Modal>
  )
}

/** By which the browser finds the bytes that it holds. */
function useAddress(blob: Blob | undefined): string | undefined {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    if (!blob) return
    const made = URL.createObjectURL(blob)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  return address
}
