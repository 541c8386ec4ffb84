import type { LakeFile } from '../catalogue/read.ts'
import { type OffsetRange, overlaps, rowsOfAll, type SearchStep, stepsOf, type TimedFile } from './search-files.ts'
import { type KnownFiles, learn, nameOf, type Position } from './search-memory.ts'
import type { Order } from './search-sql.ts'

/** What is asked of the files for hits. */
export interface PositionSearch {
  readonly files: readonly TimedFile[]
  readonly order: Order
  /** The times asked for in microseconds; infinite where nothing was asked. */
  readonly from: number
  readonly before: number
  readonly known: KnownFiles
  /** Whether the token index leaves so little to read that it is read at once. */
  readonly isNarrow: () => boolean
  /** The first hits of a step in some of its files. */
  readonly look: (files: readonly TimedFile[], step: SearchStep, limit: number) => Promise<Position[]>
}

/** The first step reads about so many records. */
const firstStepRows = 50_000

/** So many more hits are sought than are wanted, so that the same search finds enough in what is known then. */
const spare = 16

/** Where the first hits lie, in order: by what is known from earlier searches, and by looking into the rest. */
export async function findPositions(search: PositionSearch, limit: number): Promise<Position[]> {
  const found: Position[] = []
  const steps = stepsFor(search)
  for (let step = steps.next(); !step.done; step = steps.next(rowsWanted(limit, found.length, step.value.rows))) {
    if (step.value.files.length === 0) continue
    const hits = await hitsOfStep(search, step.value, limit - found.length)
    found.push(...hits.sort((a, b) => comparePositions(a, b, search.order)).slice(0, limit - found.length))
    if (found.length >= limit) break
  }
  return found
}

function stepsFor({ files, order, known, isNarrow }: PositionSearch): Iterator<SearchStep, void, number | undefined> {
  const edge = order === 'newest' ? knownEdge(files, known) : undefined
  if (edge === Number.NEGATIVE_INFINITY || (edge === undefined && isNarrow())) return [everything(files)].values()
  return stepsOf(files, order, firstStepRows, edge)
}

/** How far back the hits are known, but for few records. */
function knownEdge(files: readonly TimedFile[], known: KnownFiles): number | undefined {
  const reaches = files.flatMap(({ file }) => known.get(nameOf(file))?.since ?? [])
  if (reaches.length === 0) return undefined
  const edge = Math.max(...reaches)
  const unknown = files.filter(({ file, until }) => !known.has(nameOf(file)) && until >= edge)
  return rowsOfAll(unknown) <= firstStepRows ? edge : undefined
}

async function hitsOfStep(search: PositionSearch, step: SearchStep, wanted: number): Promise<Position[]> {
  const { order, known } = search
  const from = Math.max(step.from ?? Number.NEGATIVE_INFINITY, search.from)
  const before = Math.min(step.before ?? Number.POSITIVE_INFINITY, search.before)
  const isKnown = ({ file }: TimedFile) => (known.get(nameOf(file))?.since ?? Number.POSITIVE_INFINITY) <= from
  const remembered = step.files.filter(isKnown).flatMap(({ file }) => known.get(nameOf(file))!.hits)
  const hits = remembered.filter(({ time }) => time !== undefined && time >= from && time < before)
  const others = step.files.filter((file) => !isKnown(file))
  if (others.length === 0) return hits
  const limit = wanted + spare
  const seen = await search.look(others, step, limit)
  if (order === 'newest' && search.before === Number.POSITIVE_INFINITY) {
    // Of more hits than wanted, those down to the last one's time are known.
    const last = seen.length < limit ? undefined : seen.at(-1)
    rememberHits(search, others, seen, { since: last ? (last.time ?? from) + 1 : from, before })
  }
  return [...hits, ...seen]
}

function rememberHits(
  { known, from: asked }: PositionSearch,
  files: readonly TimedFile[],
  hits: readonly Position[],
  { since, before }: { readonly since: number; readonly before: number },
): void {
  const byFile = new Map<TimedFile, Position[]>(files.filter(isConstant).map((file) => [file, []]))
  for (const hit of hits) {
    if (hit.time === undefined || hit.time < since) continue
    const holders = files.filter(({ file }) => overlaps(file, offsetOnly(hit.offset)))
    // Whose it is cannot be told.
    if (holders.length !== 1) return
    byFile.get(holders[0]!)?.push(hit)
  }
  for (const [file, own] of byFile) {
    const isAll = asked === Number.NEGATIVE_INFINITY && since <= file.from
    learn(known, file, { since: isAll ? Number.NEGATIVE_INFINITY : since, before, hits: own })
  }
}

/** Whether the file will always have the same records under its name, all with times that are known. */
function isConstant({ file, from, until }: TimedFile): boolean {
  return file.offsets === 'written' && Number.isFinite(from) && Number.isFinite(until)
}

export function offsetOnly(offset: number): OffsetRange {
  return { first: offset, last: offset }
}

/** Of so many records examined, so many were hits: the number after which there are probably as many as wanted. */
function rowsWanted(limit: number, found: number, examined: number): number | undefined {
  return found > 0 ? ((limit * 1.3) / found) * examined : undefined
}

function everything(files: readonly TimedFile[]): SearchStep {
  return { files, from: undefined, before: undefined, rows: rowsOfAll(files), isLast: true }
}

/** By time, then by offset. Records without a time come last. */
export function comparePositions(a: Position, b: Position, order: Order): number {
  const sign = order === 'newest' ? -1 : 1
  if (a.time === b.time) return sign * (a.offset - b.offset)
  if (a.time === undefined) return 1
  if (b.time === undefined) return -1
  return sign * (a.time - b.time)
}

export function filesOf(files: readonly TimedFile[]): LakeFile[] {
  return files.map(({ file }) => file)
}
