import { foreignRowIds, maxPartitions, offsetOf } from '../../../model/offset.ts'
import type { WordClauses } from '../../../query/kql/words.ts'
import { type Candidates, type IndexReader, openIndexReader } from '../token-index/index-reader.ts'
import { indexFolder } from '../token-index/indexer.ts'
import { mergeRanges, type OffsetRange, overlaps, rowsOfAll, rowsWithin, type TimedFile } from './search-files.ts'

/** Opened indexes by their folder; they stay open while the process lives. */
const readers = new Map<string, IndexReader>()

/**
 * The ranges of offsets outside of which no record has, of each list of words, one. What the index has not seen yet, and what other
 * clients of the lake have written, is always among them.
 */
export function candidateRanges(lake: string, dataset: string, words: WordClauses): OffsetRange[] {
  const folder = indexFolder(lake, dataset)
  const reader = readers.get(folder) ?? openIndexReader(folder)
  readers.set(folder, reader)
  return rangesOf(reader.candidates(words))
}

/** A larger part of the records than this is read in whole: skipping costs more than it spares. */
const worthwhilePart = 0.3

/**
 * Each range is a branch of a UNION ALL, which costs as much as reading a few row groups: ranges that lie near each other become one,
 * and beyond so many, those that lie nearest.
 */
const branchesCap = 16
const branchGap = 30_720

/** The ranges as far as they lie in the files, if that is much less than all of them. */
export function worthwhileRanges(
  candidates: readonly OffsetRange[],
  files: readonly TimedFile[],
): readonly OffsetRange[] | undefined {
  const within = candidates.filter((range) => files.some(({ file }) => overlaps(file, range)))
  const ranges = mergeRanges(within, branchesCap, branchGap)
  const left = files.reduce((sum, { file }) => sum + rowsWithin(file, ranges), 0)
  return left <= rowsOfAll(files) * worthwhilePart ? ranges : undefined
}

function rangesOf({ ranges, indexedUntil }: Candidates): OffsetRange[] {
  const all = ranges.map(([from, until]) => ({ first: from, last: until - 1 }))
  for (let partition = 0; partition < maxPartitions; partition++) {
    const from = indexedUntil.get(partition) ?? offsetOf(partition, 0)
    const last = offsetOf(partition + 1, 0) - 1
    if (from <= last) all.push({ first: from, last })
  }
  all.push({ first: foreignRowIds, last: Number.MAX_SAFE_INTEGER })
  return all
}
