/** Everybody who may come in, people and programs, and what they may do. */
import type { Project } from '../../project/project.ts'
import { DashboardLinks } from '../dashboards/links.ts'
import { Policy } from '../policy.ts'
import { installationOf, type State } from '../state.ts'
import { Tokens } from '../tokens.ts'
import { Identities } from './identities.ts'
import { People } from './people.ts'

export interface Accounts {
  readonly policy: Policy
  readonly tokens: Tokens
  readonly links: DashboardLinks
  readonly people: People
  readonly identities: Identities
}

export function openAccounts(state: State, project: () => Project): Accounts {
  const policy = new Policy(project)
  const tokens = new Tokens(state, policy)
  const links = new DashboardLinks(state, policy)
  const people = new People(state, policy)
  const identities = new Identities({ tokens, links, people, policy, installation: installationOf(state) })
  return { policy, tokens, links, people, identities }
}
