/** Who sees which dashboard. */
import type { Scope } from '../../datasets/dataset.ts'
import type { ProjectDashboard } from '../../project/dashboards/dashboard.ts'
import { type Caller, isNamed, scopeOf } from '../access.ts'

/** Those who are for it by name, and those who may use all that it reads. Who has rows of their own by endpoints only sees none. */
export function isDashboardVisible(caller: Caller, dashboard: Pick<ProjectDashboard, 'name' | 'inputs'>): boolean {
  if (caller.attributes !== undefined) return false
  return isNamedDashboard(caller, dashboard.name) || dashboard.inputs.every((name) => isNamed(caller, name))
}

/** What its queries may read: who is for a dashboard is for what it reads, and for none of it beyond their own rows. */
export function dashboardScope(caller: Caller, { name, inputs }: Pick<ProjectDashboard, 'name' | 'inputs'>): Scope {
  const scope = scopeOf(caller, inputs)
  return isNamedDashboard(caller, name) ? { ...scope, datasets: inputs } : scope
}

/** A dashboard may read everything, so that whoever writes one has to be somebody who may. */
export function mayEditDashboards({ only, attributes, tenant }: Caller): boolean {
  return only === undefined && attributes === undefined && tenant === undefined
}

function isNamedDashboard({ only }: Caller, name: string): boolean {
  return only?.includes(`dashboards/${name}`) ?? false
}
