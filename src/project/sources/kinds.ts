import type { KindReport } from '../../model/source-trial.ts'
import { sources } from '../../sources/index.ts'
import { withCommonKeys } from './check.ts'

/** Every type of source with what it may say, in the order of the list. */
export async function sourceKinds(): Promise<KindReport[]> {
  const declarations = await Promise.all(Object.values(sources).map(async (load) => (await load()).default))
  return declarations.map((declaration) => ({
    name: declaration.name,
    summary: declaration.summary,
    schema: { ...withCommonKeys(declaration) },
    example: declaration.example,
  }))
}
