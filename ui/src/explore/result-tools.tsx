import { Button, Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Bell, Download, LayoutDashboard, Link2 } from 'lucide-react'
import { useState } from 'react'
import type { PanelAnswer } from '../../../src/model/dashboard.ts'
import type { DatasetInfo } from '../../../src/model/query-report.ts'
import { useMay } from '../client/who.ts'
import { copy } from '../design/clipboard.ts'
import { toast, toastError } from '../design/toasts.tsx'
import { useMessages } from '../i18n/messages.ts'
import { download, type ExportFormat } from './export.ts'
import { SavePanelModal } from './save-panel-modal.tsx'
import { type ExploreState, useExploreState } from './state.ts'
import { texts } from './texts.ts'

interface ResultToolsProps {
  readonly searched: readonly DatasetInfo[]
  readonly sql: () => Promise<string>
  readonly name: string
  /** Those of what SQL gave. */
  readonly columns?: PanelAnswer['columns']
}

/** What can be done with the whole of a result. */
export function ResultTools({ searched, sql, name, columns }: ResultToolsProps) {
  const t = useMessages(texts)
  const mayEdit = useMay('edit')
  const [state] = useExploreState()
  const [isPanel, setPanel] = useState(false)
  const save = async (format: ExportFormat) => {
    try {
      toast({ kind: 'done', message: t.exporting })
      await download(await sql(), format, name)
    } catch (error) {
      toastError(error)
    }
  }
  return (
    <>
      <Button variant="subtle" leftSection={<Link2 size={14} />} onClick={() => copy(location.href, t.copied)}>
        {t.link}
      </Button>
      {mayEdit && (
        <Button variant="subtle" leftSection={<LayoutDashboard size={14} />} onClick={() => setPanel(true)}>
          {t.savePanel}
        </Button>
      )}
      {mayEdit && (
        <Button
          variant="subtle"
          leftSection={<Bell size={14} />}
          renderRoot={(props) => <Link to="/monitors" search={monitorOf(state, searched)} {...props} />}
        >
          {t.makeMonitor}
        </Button>
      )}
      {isPanel && <SavePanelModal searched={searched} columns={columns} onClose={() => setPanel(false)} />}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="subtle" leftSection={<Download size={14} />}>
            {t.exportAs}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => save('csv')}>{t.exportCsv}</Menu.Item>
          <Menu.Item onClick={() => save('ndjson')}>{t.exportJson}</Menu.Item>
          <Menu.Item onClick={() => save('parquet')}>{t.exportParquet}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

/** As the page of monitors takes it over; a monitor searches one dataset. */
function monitorOf({ mode, q }: ExploreState, searched: readonly DatasetInfo[]) {
  return mode === 'sql' ? { make: 'sql', q } : { make: 'kql', in: searched[0]?.name, q: q === '' ? undefined : q }
}
