import type { Panel } from '../../../../src/model/dashboard.ts'

/** What is counted is none where nothing was; at the ends of the range it is not known. */
export function shapeOf({ query }: Panel): { absent: 0 | null; isWhole: boolean } {
  const measures = [query?.measure ?? []].flat()
  const isCounted = measures.length > 0 && measures.every((measure) => /^\s*(count|rate|sum\()/.test(measure))
  return { absent: isCounted ? 0 : null, isWhole: isCounted }
}
