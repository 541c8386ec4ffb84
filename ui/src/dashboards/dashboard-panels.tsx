import { type ReactNode, useState } from 'react'
import type { Dashboard } from '../../../src/model/dashboard.ts'
import { Grid, type Handles } from './grid/grid.tsx'
import type { Places } from './grid/layout.ts'
import { groupsOf } from './groups.ts'
import { SectionHead } from './section-head.tsx'

interface DashboardPanelsProps {
  readonly dashboard: Dashboard
  readonly tab: string | undefined
  /** Absent where nothing may be moved. */
  readonly onPlaces: ((places: Places) => void) | undefined
  readonly card: (name: string, handles: Handles | undefined) => ReactNode
}

/** The panels above all sections, and each section with its own while it is open. */
export function DashboardPanels({ dashboard, tab, onPlaces, card }: DashboardPanelsProps) {
  const { panels, sections = {} } = dashboard
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set())
  const turn = (name: string) =>
    setTurned((old) => (old.has(name) ? new Set([...old].filter((one) => one !== name)) : new Set([...old, name])))
  return groupsOf(dashboard, tab).map(({ section, names }) => {
    const { title = '', closed = false } = section === undefined ? {} : sections[section]!
    const isOpen = section === undefined || closed === turned.has(section)
    const places = Object.fromEntries(names.map((name) => [name, panels[name]!.at]))
    return (
      <section key={section ?? ''} aria-label={title || undefined} style={{ display: 'contents' }}>
        {section !== undefined && (
          <SectionHead title={title} isOpen={isOpen} count={names.length} onToggle={() => turn(section)} />
        )}
        {isOpen && names.length > 0 && (
          <Grid places={places} onPlaces={onPlaces}>
            {card}
          </Grid>
        )}
      </section>
    )
  })
}
