import { Modal } from '@mantine/core'
import { ShownOnce } from '../../design/shown-once.tsx'
import { useMessages } from '../../i18n/messages.ts'
import { texts as common } from '../texts.ts'
import { texts } from './texts.ts'

/** The link of an invitation, to be given to whom it is for. */
export function LinkShown({ name, path, onClose }: { name: string; path: string; onClose: () => void }) {
  const t = useMessages(texts)
  const c = useMessages(common)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t.linkTitle(name)}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': c.close }}
    >
      <ShownOnce secret={`${location.origin}${path}`}>{t.link(name)}</ShownOnce>
    </Modal>
  )
}
