import { Button, Menu } from '@mantine/core'
import { Download, Link2 } from 'lucide-react'
import { copy } from '../design/clipboard.ts'
import { toast, toastError } from '../design/toasts.tsx'
import { useMessages } from '../i18n/messages.ts'
import { download, type ExportFormat } from './export.ts'
import { texts } from './texts.ts'

/** What can be done with the whole of a result. */
export function ResultTools({ sql, name }: { sql: () => Promise<string>; name: string }) {
  const t = useMessages(texts)
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
