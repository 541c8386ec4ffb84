/** Signed links to dashboards: the secret is shown once and stored as a hash; whoever presents it is a caller who may see that dashboard. */
import { UserError } from '../../lib/errors.ts'
import { isPassing } from '../../lib/passing.ts'
import type { DashboardLinkInfo } from '../../model/dashboard-link.ts'
import type { Caller } from '../access.ts'
import { hashOf, newSecret } from '../people/secret.ts'
import type { Account, Policy } from '../policy.ts'
import type { State, StateTables } from '../state.ts'
import { filterCondition } from './filter-parts.ts'

export const linkTable: StateTables = {
  owner: 'links to dashboards',
  steps: [
    `create table if not exists dashboard_link (
       id text primary key, hash text not null unique, dashboard text not null, title text not null, tenant text,
       filters text not null, variables text not null, embed text not null,
       created_by text not null, created_ms integer not null, expires_ms integer not null, last_used_ms integer
     ) strict`,
  ],
}

type Row = Record<'id' | 'hash' | 'dashboard' | 'title' | 'filters' | 'variables' | 'embed' | 'created_by', string> & {
  readonly tenant: string | null
  readonly created_ms: number
  readonly expires_ms: number
  last_used_ms: number | null
}

interface Known {
  readonly row: Row
  readonly account: Account
  readonly limits: NonNullable<Caller['link']>
}

export type NewLink = Pick<DashboardLinkInfo, 'dashboard' | 'title' | 'filters' | 'variables' | 'embed'> & {
  readonly tenant?: string | undefined
  readonly expires_ms: number
  readonly by: string
}

/** The time of use is written at most this often. */
const lastUsedStep_ms = 60_000

export class DashboardLinks {
  readonly #state: State
  readonly #policy: Policy
  readonly #now: () => number
  readonly #known = new Map<string, Known>()

  constructor(state: State, policy: Policy, now: () => number = Date.now) {
    this.#state = state
    this.#policy = policy
    this.#now = now
  }

  /** The only time that the secret is seen. */
  create(link: NewLink): { readonly secret: string; readonly info: DashboardLinkInfo } {
    const { dashboard, title, tenant, filters, variables, embed, by, expires_ms } = link
    this.#policy.require({ name: title, role: 'viewer', ...(tenant === undefined ? {} : { tenant }) })
    const secret = newSecret('caudal_link_')
    const id = newSecret().slice(0, 16)
    const now = this.#now()
    this.#state
      .prepare(
        `insert into dashboard_link (id, hash, dashboard, title, tenant, filters, variables, embed, created_by, created_ms, expires_ms)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        ...[id, hashOf(secret), dashboard, title, tenant ?? null],
        ...[filters, variables, embed].map((value) => JSON.stringify(value)),
        ...[by, now, now + expires_ms],
      )
    return { secret, info: this.list().find((one) => one.id === id)! }
  }

  list(): DashboardLinkInfo[] {
    const rows = this.#state.prepare('select * from dashboard_link order by created_ms desc').all()
    return (rows as unknown as Row[]).map(infoOf)
  }

  revoke(id: string): void {
    this.#known.clear()
    if (this.#state.prepare('delete from dashboard_link where id = ?').run(id).changes > 0) return
    throw new UserError('not_found', `cannot revoke link "${id}": there is none of this id`, {
      hint: 'It may have been revoked.',
    })
  }

  /** The sites in whose pages it may be shown; of one that is not valid, none. */
  embedOf(id: string): readonly string[] {
    const row = this.#state.prepare('select * from dashboard_link where id = ?').get(id) as Row | undefined
    return row && row.expires_ms > this.#now() ? (JSON.parse(row.embed) as string[]) : []
  }

  /** Who presents it; undefined when it is unknown, revoked or expired. */
  callerOf(secret: string): Caller | undefined {
    if (!secret.startsWith('caudal_link_')) return undefined
    const known = this.#known.get(secret) ?? this.#find(secret)
    const now = this.#now()
    if (!known || known.row.expires_ms <= now) return undefined
    this.#known.set(secret, known)
    const { row, account, limits } = known
    if (now - (row.last_used_ms ?? 0) > lastUsedStep_ms) this.#noteUse(row, now)
    return { ...this.#policy.callerOf(account), link: limits }
  }

  #find(secret: string): Known | undefined {
    const row = this.#state.prepare('select * from dashboard_link where hash = ?').get(hashOf(secret)) as
      | Row
      | undefined
    if (!row) return undefined
    const { id, dashboard, filters, variables } = infoOf(row)
    const rows = filterCondition(filters)
    return {
      row,
      account: {
        name: `link:${id}`,
        role: 'viewer',
        only: [`dashboards/${dashboard}`],
        ...(row.tenant === null ? {} : { tenant: row.tenant }),
      },
      limits: { variables, ...(rows === undefined ? {} : { rows }) },
    }
  }

  /** A disk that is full keeps nobody from looking. */
  #noteUse(row: Row, now: number): void {
    row.last_used_ms = now
    try {
      this.#state.prepare('update dashboard_link set last_used_ms = ? where id = ?').run(now, row.id)
    } catch (error) {
      if (!isPassing(error)) throw error
    }
  }
}

function infoOf(row: Row): DashboardLinkInfo {
  const { id, dashboard, title, tenant, created_by, created_ms, expires_ms, last_used_ms } = row
  return {
    id,
    dashboard,
    title,
    ...(tenant === null ? {} : { tenant }),
    filters: JSON.parse(row.filters) as DashboardLinkInfo['filters'],
    variables: JSON.parse(row.variables) as DashboardLinkInfo['variables'],
    embed: JSON.parse(row.embed) as DashboardLinkInfo['embed'],
    created_by,
    created: new Date(created_ms).toISOString(),
    expires: new Date(expires_ms).toISOString(),
    ...(last_used_ms === null ? {} : { last_used: new Date(last_used_ms).toISOString() }),
  }
}
