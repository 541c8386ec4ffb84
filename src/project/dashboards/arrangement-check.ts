/** Tabs and sections: what names one that is not there is told. */
import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import type { YamlMap } from '../../lib/yaml-position.ts'
import type { Dashboard } from '../../model/dashboard.ts'
import { inWords } from '../expectation.ts'
import type { Tell } from '../part.ts'
import { childOf } from './yaml-child.ts'

const namePattern = /^[a-z][a-z0-9_]{0,63}$/

export function checkArrangement(root: YamlMap, dashboard: Dashboard, owner: string, tell: Tell): void {
  const { tabs = {}, sections = {}, panels } = dashboard
  for (const kind of ['tabs', 'sections'] as const) {
    const map = childOf(root, kind)
    for (const { key, at } of map?.kind === 'map' ? map.entries : []) {
      if (namePattern.test(key)) continue
      const message = `cannot name ${kind.slice(0, -1)} "${key}" of ${owner}: expecting lower-case letters, digits and _`
      tell(new UserError('invalid', message, { at, hint: 'Its title may be any text.' }))
    }
  }
  const refuse = (path: readonly string[], kind: 'tab' | 'section', name: string, known: readonly string[]) => {
    const part = `${path[0]!.slice(0, -1)} "${path[1]}" of ${owner}`
    const message = `cannot use ${kind} "${name}" in ${part}: the dashboard has none of this name`
    const hint =
      didYouMean(name, known) ?? (known.length > 0 ? `Choose ${inWords(known)}.` : `Declare it under ${kind}s.`)
    tell(new UserError('invalid', message, { at: childOf(root, ...path, kind)?.at ?? root.at, hint }))
  }
  const known = { tab: Object.keys(tabs), section: Object.keys(sections) }
  for (const [name, { tab }] of Object.entries(sections)) {
    if (tab !== undefined && !known.tab.includes(tab)) refuse(['sections', name], 'tab', tab, known.tab)
  }
  for (const [name, panel] of Object.entries(panels)) {
    for (const kind of ['tab', 'section'] as const) {
      const wanted = panel[kind]
      if (wanted !== undefined && !known[kind].includes(wanted)) refuse(['panels', name], kind, wanted, known[kind])
    }
    if (panel.tab === undefined || panel.section === undefined) continue
    const message = `cannot place panel "${name}" of ${owner}: it has a tab and a section`
    const at = childOf(root, 'panels', name, 'tab')?.at ?? root.at
    tell(new UserError('invalid', message, { at, hint: 'Leave out the tab: it is that of its section.' }))
  }
}
