import { Modal } from '@mantine/core'
import { Kbd } from '../design/kbd.tsx'
import { useMessages } from '../i18n/messages.ts'
import { type KeyGroup, useKeyGroups } from './keys.ts'
import classes from './keys-help.module.css'
import { texts } from './texts.ts'

const names: Record<string, string> = { Escape: 'Esc', ArrowDown: '↓', ArrowUp: '↑', Enter: '↵' }

export default function KeysHelp({ onClose }: { onClose: () => void }) {
  const t = useMessages(texts)
  const groups = byTitle(useKeyGroups())
  return (
    <Modal opened onClose={onClose} title={t.keysTitle} closeButtonProps={{ 'aria-label': t.close }}>
      {groups.map(({ title, keys }) => (
        <section key={title} className={classes.group}>
          <h3>{title}</h3>
          <dl>
            {keys.map(({ key, does }) => (
              <div key={`${key} ${does}`}>
                <dt>{does}</dt>
                <dd>
                  <Kbd>{nameOf(key)}</Kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <p className={classes.hint}>{t.keysHint}</p>
    </Modal>
  )
}

/** A page and a part of it may name theirs alike. */
function byTitle(groups: readonly KeyGroup[]): KeyGroup[] {
  const titles = new Set(groups.map(({ title }) => title))
  return [...titles].map((title) => ({
    title,
    keys: groups.flatMap((group) => (group.title === title ? group.keys : [])),
  }))
}

function nameOf(key: string): string {
  const mod = navigator.platform.startsWith('Mac') ? '⌘ ' : 'Ctrl '
  const plain = key.replace('mod+', '')
  return `${key.startsWith('mod+') ? mod : ''}${names[plain] ?? plain.toUpperCase()}`
}
