/** Is everything all right? The counters of each stream, the lag of each dataset, sources, disk, memory, and what is wrong in words. */
import { statfs } from 'node:fs/promises'
import { release, type } from 'node:os'
import type { DatasetInfo } from '../datasets/dataset.ts'
import type { ErrorBody } from '../lib/errors.ts'
import { pendingOf } from '../model/counters.ts'
import { positionOf } from '../model/offset.ts'
import { remarkTexts } from '../model/remark.ts'
import type { StatusReport, StreamReport } from '../model/status-report.ts'
import type { ProjectSource } from '../project/project.ts'
import { memoryOf } from './memory.ts'
import type { Pipeline } from './pipeline.ts'
import type { Platform } from './platform.ts'
import type { AccountRows } from './policy.ts'

const littleDisk = 0.05
/** So many files of a source that cannot be read are told by name. */
const toldTroubles = 3
const remark_ms = 86_400_000

export async function statusOf(platform: Platform): Promise<StatusReport> {
  const { pipeline, project } = platform
  // Before the streams: what a function that lags no more has given is counted there.
  const functions = Object.fromEntries([...pipeline.functions].map(([name, run]) => [name, run.report]))
  const streams = Object.fromEntries([...pipeline.intakes.keys()].map((name) => [name, streamReport(platform, name)]))
  const infos = await platform.reader.list()
  const datasets = Object.fromEntries(
    infos.map(({ name, rows, files, bytes, index_bytes }) => [
      name,
      { rows, files, bytes, index_bytes, lag_records: datasetLag(pipeline, name) },
    ]),
  )
  const sources = Object.fromEntries([...pipeline.sources].map(([name, run]) => [name, run.status]))
  const endpoints = Object.fromEntries(
    platform.endpoints.all.map(({ name }) => [name, platform.endpoints.usageOf(name).report()]),
  )
  const { last: backup } = platform.backups
  const space = await statfs(platform.data)
  const disk = { free_bytes: space.bavail * space.bsize, size_bytes: space.blocks * space.bsize }
  const report = {
    name: project.name,
    version: platform.version,
    started: platform.started.toISOString(),
    uptime_s: Math.round((Date.now() - platform.started.getTime()) / 1000),
    versions: { node: process.versions.node, sqlite: process.versions.sqlite!, system: `${type()} ${release()}` },
    data: platform.data,
    streams,
    datasets,
    functions,
    sources,
    endpoints,
    disk,
    memory: await memoryOf(platform.childProcesses()),
    ...(backup && { backup }),
  }
  return {
    ...report,
    problems: [...problemsOf(platform, report), ...infos.flatMap((info) => remarksOf(pipeline, info))],
  }
}

export function streamReport(platform: Platform, name: string): StreamReport {
  const { bytes, damage } = platform.pipeline.intakes.get(name)!.stream.status()
  const counters = platform.pipeline.countersOf(name)
  return { ...counters, pending: pendingOf(counters), bytes, damage }
}

export function datasetLag(pipeline: Pipeline, name: string): number {
  const run = pipeline.datasets.get(name)
  const stream = run && pipeline.intakes.get(run.from)?.stream
  if (!stream) return 0
  const { offsets } = stream.status()
  return offsets.reduce(
    (sum, { first, next }, partition) => sum + positionOf(next) - positionOf(run.positions.get(partition) ?? first),
    0,
  )
}

/** What was met in the last day, so that what was mended goes away by itself; nothing of a dataset that the project has no more. */
function remarksOf(pipeline: Pipeline, { name, remarks = [] }: DatasetInfo): string[] {
  if (!pipeline.datasets.has(name)) return []
  const since = new Date(Date.now() - remark_ms).toISOString()
  const recent = remarks.filter(({ last }) => last >= since)
  return remarkTexts(name, recent).map((text) => `Caudal ${text}`)
}

/** The first ones by themselves. */
function troublesOf(source: ProjectSource | undefined, troubles: readonly ErrorBody[]): string[] {
  if (!source) return []
  const { file = 'caudal.yaml', line, column } = source.at
  const owner = `Source "${source.name}" (${file}:${line}:${column})`
  const told = troubles
    .slice(0, toldTroubles)
    .map(({ message, hint }) => `${owner} ${message}. ${hint ?? ''}`.trimEnd())
  const more = troubles.length - told.length
  return more > 0 ? [...told, `${owner} cannot read ${more} more.`] : told
}

/** Who sees nothing, as their role asks for a company: they were given it before it did. */
function withoutCompany({ people, tokens }: Platform): string[] {
  const missing = (
    accounts: readonly { name: string; role: string; tenant?: string; rows?: AccountRows }[],
    what: string,
  ) =>
    accounts
      .filter(({ rows, tenant }) => rows === 'none' && tenant === undefined)
      .map(
        ({ name, role }) => `${what} "${name}" sees no rows: the role "${role}" asks for a company, and none is named.`,
      )
  return [...missing(people.users.list(), 'User'), ...missing(tokens.list(), 'Token')]
}

function problemsOf(platform: Platform, report: Omit<StatusReport, 'problems'>): string[] {
  const problems = platform.projectProblems.map(
    (error) => `The project file has a mistake, the earlier one goes on: ${error.message}.`,
  )
  for (const [name, { state, error, troubles = [] }] of Object.entries(report.sources)) {
    if (error) problems.push(`Source "${name}" is ${state}: ${error.message}.`)
    problems.push(...troublesOf(platform.project.sources.get(name), troubles))
  }
  problems.push(...withoutCompany(platform))
  for (const [name, { error }] of Object.entries(report.functions)) {
    if (error) problems.push(`Function "${name}" does not run: ${error.message}.`)
  }
  for (const [name, { damage }] of Object.entries(report.streams)) {
    const lost = damage.reduce((sum, { count }) => sum + count, 0)
    if (damage.length > 0)
      problems.push(`Stream "${name}" lost ${lost} records in ${damage.length} damaged places of its files.`)
  }
  for (const { name, state, error, export_error } of platform.views.list()) {
    if (export_error) problems.push(`View "${name}" is not exported: ${export_error.message}.`)
    if (state === 'failed') problems.push(`View "${name}" has its last good rows: ${error?.message}.`)
  }
  for (const { name, error } of platform.monitors.list()) {
    if (error) problems.push(`Monitor "${name}" watches nothing: ${error.message}.`)
  }
  for (const { name, isRemoved, dead, waiting, error } of platform.monitors.channels()) {
    if (isRemoved) {
      const left = dead + waiting
      problems.push(`Channel "${name}" was removed with ${left} notice${left === 1 ? '' : 's'} that it had not sent.`)
      continue
    }
    if (waiting > 0 && error) problems.push(`Channel "${name}" cannot send, ${waiting} wait: ${error}.`)
    if (dead > 0) problems.push(`Channel "${name}" gave up ${dead} notice${dead === 1 ? '' : 's'}.`)
  }
  const { free_bytes, size_bytes } = report.disk
  if (free_bytes < size_bytes * littleDisk)
    problems.push(`The disk is nearly full: ${Math.round(free_bytes / 2 ** 20)} MB are left.`)
  return problems
}
