/** `title` and `text` of a monitor: templates over what is known when it tells something. */
import type { YamlEntry } from '../../lib/yaml-position.ts'
import { monitorNames, queryNames, recordNames } from '../../model/notice-values.ts'
import { inWords } from '../expectation.ts'
import type { Tell } from '../part.ts'
import type { ProjectMonitor } from '../project.ts'
import { checkTemplate } from '../template-check.ts'

/** `columns` are those of the row that its SQL gives, where its text says which. */
export function checkWording(
  entry: YamlEntry,
  { by, condition }: ProjectMonitor,
  columns: readonly string[] | undefined,
  tell: Tell,
): void {
  const isOfRecords = condition.kind === 'record'
  const isOpen = !isOfRecords && 'sql' in condition.query && columns === undefined
  const own = isOfRecords ? recordNames : queryNames
  const known = [...new Set([...by, ...(columns ?? []), ...own, ...monitorNames])]
  const hint = (name: string) =>
    isOfRecords
      ? `Records of one group differ in it: add ${name} to "by", loop over records, or use ${inWords(known)}.`
      : `Use ${inWords(known)}.`
  for (const key of ['title', 'text']) {
    const node = entry.node.kind === 'map' ? entry.node.entries.find((one) => one.key === key)?.node : undefined
    if (node?.kind !== 'scalar') continue
    checkTemplate(node, { name: `${key} of monitor "${entry.key}"`, ...(!isOpen && { known }), hint }, tell)
  }
}
