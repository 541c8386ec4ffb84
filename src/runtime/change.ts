/** Performs a change of the project while it runs: from the right end to the left it lets go, from left to right it takes up again. */
import { isDeepStrictEqual } from 'node:util'
import { untilItPasses, warnOf } from '../lib/back-off.ts'
import { UserError } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import type { ProjectChange } from '../project/change.ts'
import type { ProjectDataset } from '../project/project.ts'
import type { Pipeline } from './pipeline.ts'

/** What could not be applied, such as fewer partitions than the stream has; everything else is. */
export async function applyChange(
  pipeline: Pipeline,
  { sources, streams, functions, datasets }: ProjectChange,
  { log, signal }: { log: Log; signal: AbortSignal },
): Promise<UserError[]> {
  const errors: UserError[] = []
  const attempt = async (perform: () => Promise<unknown> | unknown) => {
    try {
      await untilItPasses(perform, { onFailure: warnOf(log, 'apply the project file'), signal })
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      errors.push(error)
    }
  }
  for (const dataset of datasets.start) tellOfOldRows(dataset, datasets.stop, log)
  for (const { name } of sources.stop) await pipeline.stopSource(name)
  for (const { name } of functions.stop)
    await pipeline.stopFunction(name, !functions.start.some((part) => part.name === name))
  for (const { name } of datasets.stop) await pipeline.stopDataset(name)
  for (const { name } of streams.stop) pipeline.closeStream(name)
  for (const stream of streams.start) await attempt(() => pipeline.openStream(stream))
  for (const dataset of datasets.start) await attempt(() => pipeline.startDataset(dataset))
  for (const declared of functions.start) await attempt(() => pipeline.startFunction(declared))
  for (const source of sources.start) await attempt(() => pipeline.startSource(source))
  return errors
}

/** Rows stay as they were stored: whoever declares other fields learns how to have them all alike. */
function tellOfOldRows(dataset: ProjectDataset, before: readonly ProjectDataset[], log: Log): void {
  const old = before.find(({ name }) => name === dataset.name)
  const shapeOf = ({ time, fields, key }: ProjectDataset) => ({ time, fields, key })
  if (!old || isDeepStrictEqual(shapeOf(old), shapeOf(dataset))) return
  log.warn(
    `dataset "${dataset.name}" has other fields, or another time or key, from now on; what is stored already stays as it is`,
    {
      hint: `Fill it again from its stream: caudal rebuild ${dataset.name}`,
    },
  )
}
