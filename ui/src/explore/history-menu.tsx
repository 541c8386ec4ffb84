import { ActionIcon, Popover, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { History, X } from 'lucide-react'
import { useState } from 'react'
import { useMessages } from '../i18n/messages.ts'
import classes from './history-menu.module.css'
import { type KeptSearch, removeSearch, saveSearch, useSearches } from './search-history.ts'
import { searchOf, useExploreState } from './state.ts'
import { texts } from './texts.ts'

/** Searches of before, one click away. */
export function HistoryMenu() {
  const t = useMessages(texts)
  const navigate = useNavigate()
  const [state] = useExploreState()
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState('')
  const recent = useSearches('recent')
  const saved = useSearches('saved')
  const go = ({ search }: KeptSearch) => {
    setOpen(false)
    void navigate({ to: '/explore', search })
  }
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={360} trapFocus>
      <Popover.Target>
        <ActionIcon size={28} onClick={() => setOpen(!isOpen)} aria-label={t.history} title={t.history}>
          <History size={15} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.menu}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (name.trim() !== '') saveSearch(name.trim(), searchOf(state))
            setName('')
          }}
        >
          <TextInput
            placeholder={t.save}
            aria-label={t.saveName}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
        </form>
        {saved.length > 0 && <h3>{t.saved}</h3>}
        {saved.map((one) => (
          <div key={one.name} className={classes.item}>
            <button type="button" onClick={() => go(one)}>
              <b>{one.name}</b> <code>{one.search.q}</code>
            </button>
            <ActionIcon size="sm" onClick={() => removeSearch(one.name!)} aria-label={t.remove(one.name!)}>
              <X size={13} />
            </ActionIcon>
          </div>
        ))}
        {recent.length > 0 && <h3>{t.recent}</h3>}
        {recent.map((one) => (
          <div key={`${one.search.mode} ${one.search.q}`} className={classes.item}>
            <button type="button" onClick={() => go(one)}>
              <code>{one.search.q}</code>
            </button>
          </div>
        ))}
        {saved.length + recent.length === 0 && <p>{t.noHistory}</p>}
      </Popover.Dropdown>
    </Popover>
  )
}
