import type { Place, UserError } from '../lib/errors.ts'

/** The mistakes of one reading. */
export class Problems {
  readonly #errors: UserError[] = []
  readonly #unknown = new Set<Place>()

  readonly tell = (problem: UserError): void => {
    // Places are compared as objects: the one of a value in the tree.
    if (!problem.at || !this.#unknown.has(problem.at)) this.#errors.push(problem)
  }

  /** A mistake for which a value is not known; what is told of that value from then on would be a guess. */
  readonly tellUnknown = (problem: UserError, value = problem.at): void => {
    this.#errors.push(problem)
    if (value) this.#unknown.add(value)
  }

  get found(): boolean {
    return this.#errors.length > 0
  }

  /** In the order of the file. */
  inOrder(): UserError[] {
    const rank = ({ at }: UserError) => (at?.line ?? 0) * 1e6 + (at?.column ?? 0)
    return this.#errors.toSorted((a, b) => rank(a) - rank(b))
  }
}
