import { Modal, VisuallyHidden } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useState } from 'react'
import type { ProjectReport } from '../../../src/model/project-report.ts'
import { dashboardsQuery } from '../client/dashboards.ts'
import { datasetsQuery } from '../client/datasets.ts'
import { projectQuery } from '../client/project.ts'
import { leave, useMay } from '../client/who.ts'
import { useSearches } from '../explore/search-history.ts'
import { language } from '../i18n/locale.ts'
import { useMessages } from '../i18n/messages.ts'
import { takeTyped } from './early-typing.ts'
import classes from './palette.module.css'
import { usePlaces } from './places-of.ts'
import { texts } from './texts.ts'

type Texts = ReturnType<typeof useMessages<(typeof texts)['en']>>

interface Entry {
  readonly group: string
  readonly name: string
  readonly act: () => void
}

interface PaletteProps {
  readonly onClose: () => void
  readonly onKeys: () => void
  readonly onTheme: () => void
}

/** One search that reaches everything: places, datasets and what can be done. */
export default function Palette({ onClose, onKeys, onTheme }: PaletteProps) {
  const t = useMessages(texts)
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const navigate = useNavigate()
  const mayRead = useMay('read')
  const entries = matching(useEntries({ onKeys, onTheme }), text)
  const words = text.trim()
  if (mayRead && words !== '') {
    const act = () => void navigate({ to: '/explore', search: { q: words } })
    entries.push({ group: t.explore, name: t.searchFor(words), act })
  }
  // Whoever closes it before it has the focus types elsewhere.
  useEffect(() => () => void takeTyped(), [])
  const run = (entry: Entry | undefined) => {
    if (!entry) return
    onClose()
    entry.act()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && entries.length > 0) {
      event.preventDefault()
      setAt((at + step + entries.length) % entries.length)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      run(entries[at])
    }
  }
  return (
    <Modal.Root opened onClose={onClose} padding={0} size="lg">
      <Modal.Overlay />
      <Modal.Content>
        <VisuallyHidden>
          <Modal.Title>{t.palette}</Modal.Title>
        </VisuallyHidden>
        <input
          className={classes.input}
          data-autofocus
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-entries"
          aria-activedescendant={entries[at] ? `palette-${at}` : undefined}
          aria-label={t.palette}
          placeholder={t.searchOrJump}
          value={text}
          onFocus={() => setText(`${takeTyped()}${text}`)}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
        <div id="palette-entries" role="listbox" aria-label={t.palette} className={classes.entries}>
          {entries.map((entry, i) => (
            <div
              key={`${entry.group} ${entry.name}`}
              id={`palette-${i}`}
              ref={(element) => {
                if (i === at) element?.scrollIntoView({ block: 'nearest' })
              }}
              role="option"
              tabIndex={-1}
              aria-selected={i === at}
              className={classes.entry}
              onClick={() => run(entry)}
              onKeyDown={onKeyDown}
              onMouseMove={() => setAt(i)}
            >
              <span>{entry.name}</span>
              <small>{entry.group}</small>
            </div>
          ))}
        </div>
        {entries.length === 0 && <p className={classes.none}>{t.nothingFound}</p>}
      </Modal.Content>
    </Modal.Root>
  )
}

function useEntries({ onKeys, onTheme }: Pick<PaletteProps, 'onKeys' | 'onTheme'>): Entry[] {
  const t = useMessages(texts)
  const chosen = language.use()
  const navigate = useNavigate()
  const places = usePlaces()
  const mayRead = useMay('read')
  const { data } = useQuery({ ...datasetsQuery, enabled: mayRead })
  const mayEdit = useMay('edit')
  const mayAdminister = useMay('administer')
  const { data: project } = useQuery({
    ...projectQuery,
    enabled: mayEdit,
  })
  const { data: dashboards } = useQuery({ ...dashboardsQuery, enabled: useMay('view') })
  const searches = [...useSearches('saved'), ...useSearches('recent')]
  return [
    ...places
      .filter(({ path }) => !path.includes('$'))
      .map(({ path, title }) => ({ group: t.goTo, name: title[chosen].title, act: () => void navigate({ to: path }) })),
    ...(dashboards ?? []).map(({ name, title }) => ({
      group: t.dashboards,
      name: title,
      act: () => void navigate({ to: '/dashboards/$name', params: { name } }),
    })),
    ...(data?.datasets ?? []).map(({ name }) => ({
      group: t.datasets,
      name,
      act: () => void navigate({ to: '/explore', search: { in: name } }),
    })),
    ...(project ? partsOf(project, t) : []).map(({ group, name, part }) => ({
      group,
      name,
      act: () => void navigate({ to: '/pipeline', search: { part } }),
    })),
    ...searches.map(({ name, search }) => ({
      group: name === undefined ? t.recentSearches : t.savedSearches,
      name: name ?? search.q ?? '',
      act: () => void navigate({ to: '/explore', search }),
    })),
    ...(mayEdit
      ? [
          {
            group: t.actions,
            name: t.uploadFile,
            act: () => void navigate({ to: '/data', search: { upload: 'new' } }),
          },
          { group: t.actions, name: t.addSource, act: () => void navigate({ to: '/sources/new' }) },
          {
            group: t.actions,
            name: t.newMonitor,
            act: () => void navigate({ to: '/monitors', search: { make: 'kql' } }),
          },
          {
            group: t.actions,
            name: t.newDashboard,
            act: () => void navigate({ to: '/dashboards', search: { make: 'new' } }),
          },
        ]
      : []),
    ...(mayAdminister
      ? [{ group: t.actions, name: t.invite, act: () => void navigate({ to: '/settings/people' }) }]
      : []),
    {
      group: t.actions,
      name: `${t.language}: English / Español`,
      act: () => language.set(chosen === 'en' ? 'es' : 'en'),
    },
    { group: t.actions, name: `${t.theme}: ${t.light} / ${t.dark}`, act: onTheme },
    { group: t.actions, name: t.showKeys, act: onKeys },
    { group: t.actions, name: t.signOut, act: () => void leave() },
  ]
}

interface Part {
  readonly group: string
  readonly name: string
  /** As the pipeline names it. */
  readonly part: string
}

function partsOf({ sources, functions, views, endpoints, monitors }: ProjectReport, t: Texts): Part[] {
  const kinds = [
    ['source', t.sources, sources],
    ['function', t.functions, functions],
    ['view', t.views, views],
    ['endpoint', t.endpoints, endpoints],
    ['monitor', t.monitors, monitors],
  ] as const
  return kinds.flatMap(([kind, group, parts]) => parts.map(({ name }) => ({ group, name, part: `${kind}:${name}` })))
}

/** Those that hold every word, in their own order. */
function matching(entries: readonly Entry[], text: string): Entry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return entries.filter(({ name, group }) => {
    const full = `${name} ${group}`.toLowerCase()
    return words.every((word) => full.includes(word))
  })
}
