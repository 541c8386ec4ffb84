import { ActionIcon, Button, Modal, Select, Switch, TextInput } from '@mantine/core'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { Dashboard, Section, Tab } from '../../../src/model/dashboard.ts'
import { useMessages } from '../i18n/messages.ts'
import { nameFor } from '../lib/name-for.ts'
import classes from './arrange-modal.module.css'
import modal from './modals.module.css'
import { viewTexts } from './view-texts.ts'

interface ArrangeModalProps {
  readonly dashboard: Dashboard
  readonly onApply: (groups: Pick<Dashboard, 'tabs' | 'sections'>) => void
  readonly onClose: () => void
}

type Named<Part> = readonly (readonly [name: string, part: Part])[]

/** The tabs and sections of a dashboard while they are changed. */
export function ArrangeModal({ dashboard, onApply, onClose }: ArrangeModalProps) {
  const t = useMessages(viewTexts)
  const [tabs, setTabs] = useState<Named<Tab>>(Object.entries(dashboard.tabs ?? {}))
  const [sections, setSections] = useState<Named<Section>>(Object.entries(dashboard.sections ?? {}))
  const put = <Part,>(all: Named<Part>, name: string, part: Part): Named<Part> =>
    all.map((one) => (one[0] === name ? [name, part] : one))
  const freeName = (title: string, all: Named<unknown>) =>
    nameFor(
      title,
      all.map(([name]) => name),
    ).replaceAll('-', '_')
  const onTabs = [{ value: '', label: t.allTabs }, ...tabs.map(([value, { title }]) => ({ value, label: title }))]
  const isWhole = [...tabs, ...sections].every(([, { title }]) => title.trim() !== '')
  return (
    <Modal opened onClose={onClose} title={t.arrange} size="lg" closeButtonProps={{ 'aria-label': t.close }}>
      <p className={modal.hint}>{t.arrangeHint}</p>
      {tabs.map(([name, { title }]) => (
        <div key={name} className={classes.row}>
          <TextInput
            aria-label={t.tabTitle}
            value={title}
            onChange={({ currentTarget }) => setTabs(put(tabs, name, { title: currentTarget.value }))}
          />
          <ActionIcon aria-label={t.removePart(title)} onClick={() => setTabs(tabs.filter(([one]) => one !== name))}>
            <X size={14} />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="subtle"
        leftSection={<Plus size={14} />}
        onClick={() => setTabs([...tabs, [freeName('tab', tabs), { title: '' }]])}
      >
        {t.addTab}
      </Button>
      {sections.map(([name, section]) => {
        const { tab: _, ...free } = section
        return (
          <div key={name} className={classes.row}>
            <TextInput
              aria-label={t.sectionTitle}
              value={section.title}
              onChange={({ currentTarget }) =>
                setSections(put(sections, name, { ...section, title: currentTarget.value }))
              }
            />
            {tabs.length > 0 && (
              <Select
                aria-label={t.onTab}
                data={onTabs}
                value={section.tab ?? ''}
                allowDeselect={false}
                onChange={(tab) => setSections(put(sections, name, tab ? { ...free, tab } : free))}
              />
            )}
            <Switch
              size="xs"
              label={t.closed}
              checked={section.closed ?? false}
              onChange={({ currentTarget }) =>
                setSections(put(sections, name, { ...section, closed: currentTarget.checked }))
              }
            />
            <ActionIcon
              aria-label={t.removePart(section.title)}
              onClick={() => setSections(sections.filter(([one]) => one !== name))}
            >
              <X size={14} />
            </ActionIcon>
          </div>
        )
      })}
      <Button
        variant="subtle"
        leftSection={<Plus size={14} />}
        onClick={() => setSections([...sections, [freeName('section', sections), { title: '' }]])}
      >
        {t.addSection}
      </Button>
      <div className={modal.tools}>
        <Button onClick={onClose}>{t.cancel}</Button>
        <Button
          variant="filled"
          disabled={!isWhole}
          onClick={() => onApply({ tabs: Object.fromEntries(tabs), sections: withoutLostTabs(sections, tabs) })}
        >
          {t.apply}
        </Button>
      </div>
    </Modal>
  )
}

/** A section whose tab is gone is on all of them. */
function withoutLostTabs(sections: Named<Section>, tabs: Named<Tab>): Record<string, Section> {
  return Object.fromEntries(
    sections.map(([name, { tab, ...section }]) => {
      const isKnown = tab !== undefined && tabs.some(([one]) => one === tab)
      return [name, isKnown ? { ...section, tab } : section]
    }),
  )
}
