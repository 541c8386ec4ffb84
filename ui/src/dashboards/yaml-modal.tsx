import { Button, Modal } from '@mantine/core'
import type { DashboardReport } from '../../../src/model/dashboard.ts'
import { copy } from '../design/clipboard.ts'
import { useMessages } from '../i18n/messages.ts'
import { download } from './export.ts'
import classes from './modals.module.css'
import { texts } from './texts.ts'

/** The file of a dashboard, to read and to take along. */
export function YamlModal({
  report: { name, file, yaml = '' },
  onClose,
}: {
  report: DashboardReport
  onClose: () => void
}) {
  const t = useMessages(texts)
  return (
    <Modal opened onClose={onClose} title={file} size="xl" closeButtonProps={{ 'aria-label': t.close }}>
      <pre className={classes.code} tabIndex={0}>
        {yaml}
      </pre>
      <div className={classes.tools}>
        <Button onClick={() => download(new Blob([yaml], { type: 'application/yaml' }), `${name}.yaml`)}>
          {t.exportYaml}
        </Button>
        <Button onClick={() => copy(yaml, t.copied)}>{t.copy}</Button>
      </div>
    </Modal>
  )
}
