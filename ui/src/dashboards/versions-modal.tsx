import { Button, Modal } from '@mantine/core'
import type { DashboardReport } from '../../../src/model/dashboard.ts'
import { Problem } from '../design/problem.tsx'
import { toast } from '../design/toasts.tsx'
import { formatTime } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { useRestore, useVersions } from './dashboards.ts'
import classes from './modals.module.css'
import { texts } from './texts.ts'

/** Earlier versions, each of which can be had again. */
export function VersionsModal({ report: { name }, onClose }: { report: DashboardReport; onClose: () => void }) {
  const t = useMessages(texts)
  const { data, error } = useVersions(name)
  const restore = useRestore()
  const problem = error ?? restore.error
  const take = (id: number) =>
    restore.mutate(
      { name, id },
      {
        onSuccess: () => {
          toast({ kind: 'done', message: t.restored })
          onClose()
        },
      },
    )
  return (
    <Modal opened onClose={onClose} title={t.history} size="lg" closeButtonProps={{ 'aria-label': t.close }}>
      {problem && <Problem error={problem} />}
      {data?.length === 0 && <p className={classes.hint}>{t.historyNone}</p>}
      {data?.map(({ id, at, by, yaml }) => (
        <div key={id} className={classes.version}>
          <details>
            <summary>{t.historyBy(by, formatTime(at, 'dateTime'))}</summary>
            <pre className={classes.code} tabIndex={0}>
              {yaml}
            </pre>
          </details>
          <Button onClick={() => take(id)}>{t.restore}</Button>
        </div>
      ))}
    </Modal>
  )
}
