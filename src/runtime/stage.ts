import type { Section, SectionParts } from '../project/change.ts'

/** Who runs the parts of one section of the project, each by itself. What has to be open for a part runs before it does. */
export interface Stage<Part> {
  /** `before` is how it ran until now; absent for one that did not. It throws for a part that cannot run. */
  start(part: Part, before: Part | undefined): Promise<unknown> | unknown
  /** `next` is how it is to run; absent for one that leaves the project. */
  stop(part: Part, next: Part | undefined): Promise<unknown> | unknown
}

export type Stages = { readonly [S in Section]: Stage<SectionParts[S]> }

const nothingToDo = { start() {}, stop() {} }

/** The sections whose parts do not run: whoever needs one looks it up in the project. */
export const lookedUp: Pick<Stages, 'roles' | 'tenants' | 'login'> = {
  roles: nothingToDo,
  tenants: nothingToDo,
  login: nothingToDo,
}
