/** Who sees which dashboard. */
import type { Scope } from '../../datasets/dataset.ts'
import type { ProjectDashboard } from '../../project/dashboards/dashboard.ts'
import type { ProjectMonitor } from '../../project/project.ts'
import { type Caller, isNamed, scopeOf } from '../access.ts'

/** Those who are for it by name, and those who may use all that it reads. Who has rows of their own by endpoints only sees none. */
export function isDashboardVisible(caller: Caller, dashboard: Pick<ProjectDashboard, 'name' | 'inputs'>): boolean {
  if (caller.attributes !== undefined) return false
  if (caller.link) return isNamedDashboard(caller, dashboard.name)
  return isNamedDashboard(caller, dashboard.name) || dashboard.inputs.every((name) => isNamed(caller, name))
}

/** What its queries may read: who is for a dashboard is for what it reads, and for none of it beyond their own rows. */
export function dashboardScope(caller: Caller, { name, inputs }: Pick<ProjectDashboard, 'name' | 'inputs'>): Scope {
  const scope = { ...scopeOf(caller, inputs), ...(caller.link?.rows ? { rows: caller.link.rows } : {}) }
  return isNamedDashboard(caller, name) ? { ...scope, datasets: inputs } : scope
}

/** Whether nothing of what a dashboard reads is hidden from them. */
export function seesAllRows({ tenant, attributes, link }: Caller): boolean {
  return !(tenant || attributes || link?.rows)
}

/** An alert tells of the rows of all: who has only some of them is not told. */
export function mayKnowAlerts(
  caller: Caller,
  { name, inputs }: Pick<ProjectDashboard, 'name' | 'inputs'>,
  monitor: Pick<ProjectMonitor, 'inputs'>,
): boolean {
  if (!seesAllRows(caller)) return false
  if (isNamedDashboard(caller, name)) return monitor.inputs.every((input) => inputs.includes(input))
  return monitor.inputs.every((input) => isNamed(caller, input))
}

/** A dashboard may read everything, so that whoever writes one has to be somebody who may. */
export function mayEditDashboards({ only, attributes, tenant }: Caller): boolean {
  return only === undefined && attributes === undefined && tenant === undefined
}

function isNamedDashboard({ only }: Caller, name: string): boolean {
  return only?.includes(`dashboards/${name}`) ?? false
}
