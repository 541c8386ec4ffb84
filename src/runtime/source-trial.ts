/** Opens a source that is not in the project for its first records: with a cursor and a folder that are thrown away, and nothing is stored. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { messageOf, systemCode, UserError } from '../lib/errors.ts'
import { silent } from '../lib/log.ts'
import { sleep } from '../lib/sleep.ts'
import type { Formats } from '../model/format-reader.ts'
import { type JsonRecord, maybeRecord } from '../model/record.ts'
import type { Simulators } from '../model/simulation.ts'
import type { SourceTrial } from '../model/source-trial.ts'
import type { ProjectSource } from '../project/project.ts'
import { batchesOf, type SourceBatch } from '../sources/source.ts'

/** So many records are shown. */
const most = 10
/** How long is waited for the first. */
const patience_ms = 8000

export interface TrialParts {
  readonly folder: string
  readonly formats: Formats
  readonly simulators: Simulators
}

/** Throws the mistakes that the source tells. */
export async function trySource(source: ProjectSource, parts: TrialParts, signal: AbortSignal): Promise<SourceTrial> {
  const begin = performance.now()
  const { absent = [], isEmpty, patterns = [] } = (await source.declaration.look?.(source.options, parts.folder)) ?? {}
  const took = () => Math.round(performance.now() - begin)
  if (absent[0]) throw absent[0]
  // There is nothing to wait for.
  if (isEmpty) {
    const looked = patterns.map((pattern) => resolve(parts.folder, pattern))
    return { records: [], rejected: [], state: 'empty', looked, took_ms: took() }
  }
  const state = await mkdtemp(join(tmpdir(), 'caudal-trial-'))
  const over = new AbortController()
  const either = AbortSignal.any([signal, over.signal])
  try {
    const first = firstOf(source, { ...parts, state, signal: either })
    const late = sleep(patience_ms, either).then(() => 'late' as const)
    const found = await Promise.race([first, late])
    over.abort()
    // It is not left behind.
    await first.catch(() => {})
    const took_ms = took()
    if (found === 'late') return { records: [], rejected: [], state: 'waiting', took_ms }
    if (found === undefined) return { records: [], rejected: [], state: 'ended', took_ms }
    return { ...shown(found), state: 'records', took_ms }
  } catch (error) {
    const code = systemCode(error)
    if (code === undefined || error instanceof UserError) throw error
    throw new UserError('invalid', `cannot read source "${source.name}": ${messageOf(error)}`, {
      hint: 'Correct what it names, or its permissions.',
      cause: error,
    })
  } finally {
    over.abort()
    await rm(state, { recursive: true, force: true })
  }
}

/** What it yields first. Resuming it would be to acknowledge that. */
async function firstOf(
  { declaration, options }: ProjectSource,
  context: TrialParts & { readonly state: string; readonly signal: AbortSignal },
): Promise<readonly SourceBatch<unknown>[] | undefined> {
  const { signal } = context
  const harmless = { ...options, ...declaration.trial }
  const reading = declaration.read(harmless, {
    ...context,
    cursor: undefined,
    log: silent,
    tell: () => {},
    sleep: (ms) => sleep(ms, signal),
  })
  try {
    for await (const yielded of reading) {
      const batches = batchesOf(yielded)
      if (batches.some(({ count, rejected = [] }) => count + rejected.length > 0)) return batches
    }
    return undefined
  } finally {
    await reading.return()
  }
}

function shown(batches: readonly SourceBatch<unknown>[]): Pick<SourceTrial, 'records' | 'rejected'> {
  const records: JsonRecord[] = []
  const rejected: { reason: string; text: string }[] = []
  for (const batch of batches) {
    for (const { reason, bytes } of batch.rejected ?? []) rejected.push({ reason, text: textOf(bytes) })
    for (const line of Buffer.from(batch.bytes).toString('utf8').split('\n')) {
      if (records.length >= most) break
      const record = maybeRecord(line)
      if (record) records.push(record)
      else if (line.trim() !== '') rejected.push({ reason: 'it is no JSON object', text: line.slice(0, 500) })
    }
  }
  return { records, rejected: rejected.slice(0, most) }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 500)).toString('utf8')
}
