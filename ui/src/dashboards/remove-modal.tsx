import { Button, Modal } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { DashboardReport } from '../../../src/model/dashboard.ts'
import { Problem } from '../design/problem.tsx'
import { toast } from '../design/toasts.tsx'
import { useMessages } from '../i18n/messages.ts'
import { useRemove } from './dashboards.ts'
import classes from './modals.module.css'
import { texts } from './texts.ts'

/** Asks before a dashboard is removed. */
export function RemoveModal({ report: { name, title }, onClose }: { report: DashboardReport; onClose: () => void }) {
  const t = useMessages(texts)
  const remove = useRemove()
  const navigate = useNavigate()
  const act = () =>
    remove.mutate(name, {
      onSuccess: () => {
        toast({ kind: 'done', message: t.removed(title) })
        void navigate({ to: '/dashboards' })
      },
    })
  return (
    <Modal opened onClose={onClose} title={t.removeAsk(title)} closeButtonProps={{ 'aria-label': t.close }}>
      <p className={classes.hint}>{t.removeHint}</p>
      {remove.error && <Problem error={remove.error} />}
      <div className={classes.tools}>
        <Button onClick={onClose}>{t.cancel}</Button>
        <Button variant="filled" loading={remove.isPending} onClick={act}>
          {t.remove}
        </Button>
      </div>
    </Modal>
  )
}
