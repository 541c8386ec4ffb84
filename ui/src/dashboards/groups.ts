/** How panels are arranged: those above all sections, then each section with its own, on the tab that is shown. Pure. */
import type { Dashboard, Section } from '../../../src/model/dashboard.ts'

export interface Group {
  /** Absent above all sections. */
  readonly section?: string
  readonly names: readonly string[]
}

/** The tab that is shown: the one that is asked for, or the first. */
export function tabOf({ tabs = {} }: Dashboard, asked: string): string | undefined {
  return Object.hasOwn(tabs, asked) ? asked : Object.keys(tabs)[0]
}

/** What names a tab or a section that is not there any more stands above all. */
export function groupsOf(dashboard: Dashboard, tab: string | undefined): Group[] {
  const { panels, sections = {}, tabs = {} } = dashboard
  const isHere = (wanted: string | undefined) => wanted === undefined || wanted === tab || !Object.hasOwn(tabs, wanted)
  const all = Object.entries(panels)
  const above = all.filter(([, panel]) => sectionOf(panel.section, sections) === undefined && isHere(panel.tab))
  return [
    { names: above.map(([name]) => name) },
    ...Object.entries(sections)
      .filter(([, section]) => isHere(section.tab))
      .map(([section]) => ({
        section,
        names: all.filter(([, panel]) => panel.section === section).map(([name]) => name),
      })),
  ]
}

/** Panels that share a grid with this one: those of its section, or those above of its tab. */
export function gridOf({ panels, sections = {} }: Dashboard, { tab, section }: { tab?: string; section?: string }) {
  const wanted = sectionOf(section, sections)
  return Object.fromEntries(
    Object.entries(panels)
      .filter(([, panel]) => {
        const own = sectionOf(panel.section, sections)
        return (
          own === wanted && (wanted !== undefined || panel.tab === undefined || tab === undefined || panel.tab === tab)
        )
      })
      .map(([name, { at }]) => [name, at]),
  )
}

function sectionOf(name: string | undefined, sections: Readonly<Record<string, Section>>): string | undefined {
  return name !== undefined && Object.hasOwn(sections, name) ? name : undefined
}
