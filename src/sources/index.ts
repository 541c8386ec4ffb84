import { UserError } from '../lib/errors.ts'
import { maybeMeant } from '../lib/similar.ts'
import type { SourceDeclaration } from './source.ts'

/** Every source by name, loaded when a project first uses it. */
export const sources = {
  tail: () => import('./tail/index.ts'),
  files: () => import('./files/index.ts'),
  host: () => import('./host.ts'),
}

export type SourceName = keyof typeof sources

/** The declaration of a source; UserError with the names that exist when there is none. */
export async function findSource(name: string): Promise<SourceDeclaration> {
  if (Object.hasOwn(sources, name)) return (await sources[name as SourceName]()).default as unknown as SourceDeclaration
  const names = Object.keys(sources)
  const meant = maybeMeant(name, names)
  throw new UserError('invalid', `cannot find source type "${name}": expecting one of ${names.join(', ')}`, {
    hint: meant ? `Did you mean "${meant}"?` : 'Name one of these types.',
  })
}
