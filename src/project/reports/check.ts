/** `reports:` of the project file: dashboards that are sent on a schedule. */
import type { ChannelDeclaration } from '../../channels/channel.ts'
import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import type { YamlEntry, YamlMap } from '../../lib/yaml-position.ts'
import type { PaperFormat, PaperLanguage } from '../../model/paper.ts'
import type { ProjectDashboard } from '../dashboards/dashboard.ts'
import { checkSchedule } from '../functions/schedule.ts'
import { mapOf, type Tell } from '../part.ts'
import type { ProjectReport } from '../project.ts'
import { maybeEntry, parseOptions } from '../value.ts'
import { reportOptions } from './declaration.ts'

/** What a report may name. */
export interface ReportNames {
  readonly dashboards: ReadonlyMap<string, Pick<ProjectDashboard, 'dashboard'>>
  /** All that are written, those with mistakes included. */
  readonly channelNames: readonly string[]
  readonly channels: ReadonlyMap<string, { readonly declaration: Pick<ChannelDeclaration, 'name' | 'takesFiles'> }>
  readonly tenants: readonly string[]
}

export function checkReport(entry: YamlEntry, names: ReportNames, tell: Tell): ProjectReport | undefined {
  const owner = `report "${entry.key}"`
  const map = mapOf(entry, owner, tell)
  const example = { dashboard: 'shop', schedule: '0 8 * * 1', channel: 'office' }
  const options = parseOptions(reportOptions, map, entry.at, { owner, example, tell })
  if (!options) return undefined
  const { schedule: expression, timezone, dashboard, channel, tenant, variables } = options as unknown as Written
  const context = { owner, map, entry, tell }
  tellSchedule({ expression, timezone }, context)
  tellUnknown('dashboard', dashboard, [...names.dashboards.keys()], context)
  tellUnknown('channel', channel, names.channelNames, context)
  const known = names.channels.get(channel)
  if (known && !known.declaration.takesFiles) {
    const message = `cannot send ${owner} by channel "${channel}": expecting the type email; got ${known.declaration.name}`
    tell(
      new UserError('invalid', message, { at: placeOf('channel', context), hint: 'Name a channel that sends mails.' }),
    )
  }
  if (tenant !== undefined) tellUnknown('tenant', tenant, names.tenants, context)
  const own = Object.keys(names.dashboards.get(dashboard)?.dashboard.variables ?? {})
  for (const name of Object.keys(variables)) {
    if (names.dashboards.has(dashboard)) tellUnknown('variable', name, own, { ...context, key: 'variables' })
  }
  const { title, to, format, language, time, filters } = options as unknown as Written
  return {
    name: entry.key,
    dashboard,
    schedule: { expression, timezone },
    channel,
    ...(to && { to }),
    ...(title !== undefined && { title }),
    format,
    language,
    ...(time && { time }),
    ...(tenant !== undefined && { tenant }),
    filters: Object.entries(filters).map(([field, value]) => ({ field, value: String(value) })),
    variables,
    at: entry.at,
  }
}

interface Written extends Omit<ProjectReport, 'schedule' | 'filters' | 'name' | 'at'> {
  readonly schedule: string
  readonly timezone: string
  readonly format: PaperFormat
  readonly language: PaperLanguage
  readonly filters: Readonly<Record<string, string | number | boolean>>
}

interface Context {
  readonly owner: string
  readonly map: YamlMap
  readonly entry: YamlEntry
  readonly tell: Tell
  /** Where it is written, if that is not its own name. */
  readonly key?: string
}

function placeOf(key: string, { map, entry }: Context) {
  return maybeEntry(map, key, [key])?.node.at ?? entry.at
}

function tellSchedule(schedule: ProjectReport['schedule'], context: Context): void {
  try {
    checkSchedule(schedule)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const at = placeOf(error.message.includes('timezone') ? 'timezone' : 'schedule', context)
    context.tell(new UserError(error.code, error.message, { at, hint: error.hint }))
  }
}

function tellUnknown(kind: string, name: string, known: readonly string[], context: Context): void {
  if (known.includes(name)) return
  const message = `cannot use ${kind} "${name}" in ${context.owner}: there is none of this name`
  const list = known.length > 0 ? `There are ${known.join(', ')}.` : `Declare it first.`
  context.tell(
    new UserError('invalid', message, {
      at: placeOf(context.key ?? kind, context),
      hint: didYouMean(name, known) ?? list,
    }),
  )
}
