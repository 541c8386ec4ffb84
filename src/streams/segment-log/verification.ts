import { messageOf } from '../../lib/errors.ts'
import type { FileSystem } from '../../lib/file-system.ts'
import { countLines } from '../../model/batch.ts'
import { offsetOf } from '../../model/offset.ts'
import type { Partition } from './partition.ts'
import { watchMissing } from './reading.ts'
import { scan } from './scan.ts'
import { type Segment, segmentHeader_bytes } from './segment.ts'
import type { Missing } from './sidecar.ts'

/** What a check of the files found. `error`: records are missing; `warning`: nothing is lost. */
export interface Finding {
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly file: string
}

/** Reads every frame of a partition and checks its sums, its count of lines, and that no position is missing. */
export async function verifyPartition(
  fileSystem: FileSystem,
  partition: Partition,
  damaged: (missing: Missing) => void,
): Promise<Finding[]> {
  const findings: Finding[] = []
  const segments = [...partition.segments]
  for (const [i, segment] of segments.entries()) {
    try {
      findings.push(...(await verifySegment(fileSystem, partition.number, segment, damaged)))
    } catch (error) {
      if (!partition.segments.includes(segment)) continue
      const message = `cannot read segment: ${messageOf(error)}`
      findings.push({ severity: 'error', message, file: segment.path })
    }
    const next = segments[i + 1]
    if (!next || next.base <= segment.end) continue
    const missing = { position: segment.end, count: next.base - segment.end, file: segment.path, at: segment.bytes }
    findings.push(findingOf(partition.number, missing))
    damaged(missing)
  }
  return findings
}

async function verifySegment(
  fileSystem: FileSystem,
  partition: number,
  segment: Segment,
  damaged: (missing: Missing) => void,
): Promise<Finding[]> {
  const { path: file, end, bytes: to, mark, base: position } = segment
  const findings: Finding[] = []
  const range = { from: segmentHeader_bytes, to, mark, position }
  const watch = watchMissing(file, range, (missing) => {
    findings.push(findingOf(partition, missing))
    damaged(missing)
  })
  const open = await fileSystem.open(file, 'r')
  try {
    for await (const found of scan(open, range)) {
      for (const item of found) {
        if (item.type === 'frame' && item.header.position + item.header.count > end) continue
        watch(item)
        if (item.type === 'gap') continue
        const { kind, count } = item.header
        if (kind !== 'records' && kind !== 'rejected') continue
        const lines = countLines(item.payload)
        if (lines === count) continue
        findings.push({
          severity: 'error',
          message: `expecting ${count} lines at byte ${item.at}; got ${lines}`,
          file,
        })
      }
    }
    watch({ type: 'end', at: to, position: end })
  } finally {
    await open.close()
  }
  return findings
}

function findingOf(partition: number, { position, count, file, at }: Missing): Finding {
  const message = `cannot read ${count} records from offset ${offsetOf(partition, position)} on: the file is damaged at byte ${at}`
  return { severity: 'error', message, file }
}
