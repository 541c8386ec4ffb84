/** A monitor that is not in the project yet: checked against it as if it were, to be tried on the past. */
import { type Place, UserError } from '../../lib/errors.ts'
import { parseYaml, type YamlEntry, type YamlMap } from '../../lib/yaml-position.ts'
import { ProjectFiles } from '../files.ts'
import type { Tell } from '../part.ts'
import { Problems } from '../problems.ts'
import type { Project, ProjectMonitor } from '../project.ts'
import { checkMonitors } from './questions.ts'

/** How its mistakes name it. */
const draftFile = 'draft.yaml'

/** `text` is what stands under `monitors:`, one monitor with its name or without. Throws the first mistake, with its place in the text and the option there. */
export async function readMonitorDraft(text: string, project: Project): Promise<ProjectMonitor> {
  const problems = new Problems()
  const { root, problems: mistakes } = parseYaml(text, draftFile)
  for (const problem of mistakes) problems.tell(problem)
  const entry = root && entryOf(root.kind === 'map' ? root : undefined, problems.tell)
  const monitor = entry && (await check(entry, project, problems.tell))
  const [first] = problems.inOrder()
  if (first || !monitor) throw first ? withOption(first, entry) : notAMonitor()
  return monitor
}

/** Of `monitors: { spread: … }`, of `spread: …`, or of the options themselves. */
function entryOf(root: YamlMap | undefined, tell: Tell): YamlEntry | undefined {
  const [only, ...others] = root?.entries ?? []
  if (!root || !only) {
    tell(notAMonitor())
    return undefined
  }
  if (others.length > 0 || only.node.kind !== 'map') return { key: 'draft', at: root.at, node: root }
  return only.key === 'monitors' ? entryOf(only.node, tell) : only
}

async function check(entry: YamlEntry, project: Project, tell: Tell): Promise<ProjectMonitor | undefined> {
  if (namesFile(entry)) {
    const message = `cannot try monitor "${entry.key}": its statement is in a file`
    tell(new UserError('unsupported', message, { at: entry.at, hint: 'Write the statement itself.' }))
    return undefined
  }
  const datasets = [...project.datasets.keys()]
  const views = [...project.views.keys()]
  const names = {
    datasets,
    views,
    channels: [...project.channels.keys()],
    monitors: [...project.monitors.keys(), entry.key],
  }
  const tables = [...datasets.flatMap((dataset) => [dataset, `${dataset}_rejected`]), ...views]
  const checked = await checkMonitors([entry], names, tables, new ProjectFiles(project.folder), tell)
  return checked.get(entry.key)
}

/** So that a form can say it under its field. */
function withOption({ code, message, at, hint }: UserError, entry: YamlEntry | undefined): UserError {
  const options = entry?.node.kind === 'map' ? entry.node.entries : []
  const option = at && options.findLast((each) => isUpTo(each.at, at))?.key
  return new UserError(code, message, { at: at && option ? { ...at, option } : at, hint })
}

function isUpTo(a: Place, b: Place): boolean {
  return a.line < b.line || (a.line === b.line && a.column <= b.column)
}

/** Whoever tries a draft need not be one who may read the files of the project. */
function namesFile({ node }: YamlEntry): boolean {
  const texts = node.kind === 'map' ? node.entries.map((entry) => entry.node) : []
  return texts.some((each) => each.kind === 'scalar' && /^\S+\.sql$/.test(String(each.value)))
}

function notAMonitor(): UserError {
  return new UserError('invalid', 'cannot read the monitor: expecting a map of its options', {
    at: { file: draftFile, line: 1, column: 1 },
    hint: 'Write it as under "monitors:", like on: readings and when: sd > 0.5.',
  })
}
