import { foreignRowIds, maxPartitions, offsetOf } from '../../../model/offset.ts'
import type { WordClauses } from '../../../query/kql/words.ts'
import { indexFolder } from '../indexer.ts'
import { type Candidates, type IndexReader, openIndexReader } from '../token-index/index-reader.ts'
import type { OffsetRange } from './search-files.ts'

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
