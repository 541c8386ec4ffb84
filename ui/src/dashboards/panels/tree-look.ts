import type { Panel } from '../../../../src/model/dashboard.ts'
import type { Colors } from '../chart/colors.ts'
import { colorsByName } from '../chart/series-colors.ts'
import { shownNumber } from '../number-text.ts'
import { textOn } from './text-on.ts'
import type { Branch } from './tree.ts'

interface ColoredBranch extends Omit<Branch, 'children'> {
  readonly children?: ColoredBranch[]
  readonly itemStyle: { readonly color: string }
  readonly label: { readonly color: string }
}

/** A colour for each branch of the first level; what grows on it has the same. */
export function withColors(tree: readonly Branch[], colors: Colors): ColoredBranch[] {
  const colored = ({ name, value, children }: Branch, color: string): ColoredBranch => ({
    name,
    value,
    itemStyle: { color },
    label: { color: textOn(color, colors) },
    ...(children ? { children: children.map((child) => colored(child, color)) } : {}),
  })
  const names = tree.map(({ name }) => name)
  const own = colorsByName(names, colors)
  return tree.map((branch) => colored(branch, own.get(branch.name)!))
}

/** What a tooltip says: the way to the branch, and its number. */
export function branchText(given: unknown, panel: Panel): string {
  const { value, treePathInfo = [] } = given as { value: number; treePathInfo?: readonly { readonly name: string }[] }
  const path = treePathInfo.map(({ name }) => name).filter((name) => name !== '')
  return `${path.join(' › ')}\n${shownNumber(Number(value), panel)}`
}
